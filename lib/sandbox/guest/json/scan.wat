;; Looks once through lines of JSON, sixteen bytes at a time. `deno task scan` makes
;; scan_module.ts of it.
(module
  ;; A part of a batch, with room around it: see scan.ts.
  (memory (export "memory") 4)

  ;; Whether a byte is a blank of JSON; a line feed is none here, it ends the line.
  (func $isBlank (param $c i32) (result i32)
    (i32.or
      (i32.eq (local.get $c) (i32.const 32))
      (i32.or
        (i32.eq (local.get $c) (i32.const 9))
        (i32.eq (local.get $c) (i32.const 13)))))

  (func $isDigit (param $c i32) (result i32)
    (i32.lt_u (i32.sub (local.get $c) (i32.const 48)) (i32.const 10)))

  ;; The first byte from $p on that is no blank.
  (func $skipBlanks (param $p i32) (result i32)
    (block $end
      (loop $next
        (br_if $end (i32.eqz (call $isBlank (i32.load8_u (local.get $p)))))
        (local.set $p (i32.add (local.get $p) (i32.const 1)))
        (br $next)))
    (local.get $p))

  ;; Whether blanks, a comma, blanks and $begin follow.
  (func $isBetween (param $p i32) (param $begin i32) (result i32)
    (local.set $p (call $skipBlanks (local.get $p)))
    (if (i32.ne (i32.load8_u (local.get $p)) (i32.const 44))
      (then (return (i32.const 0))))
    (i32.eq
      (i32.load8_u
        (call $skipBlanks (i32.add (local.get $p) (i32.const 1))))
      (local.get $begin)))

  ;; Whether a number can begin at $p: behind a bracket, colon, comma or blank, with or
  ;; without a minus. In a string that is so by chance only.
  (func $isBegin (param $p i32) (result i32)
    (local $c i32)
    (local.set $c (i32.load8_u (i32.sub (local.get $p) (i32.const 1))))
    (if (i32.eq (local.get $c) (i32.const 45))
      (then
        (local.set $c (i32.load8_u (i32.sub (local.get $p) (i32.const 2))))))
    (i32.or
      (call $isBlank (local.get $c))
      (i32.or
        (i32.or
          (i32.eq (local.get $c) (i32.const 44))
          (i32.eq (local.get $c) (i32.const 58)))
        (i32.or
          (i32.eq (local.get $c) (i32.const 91))
          (i32.eq (local.get $c) (i32.const 10))))))

  ;; The first byte from $p on that is no digit, or $most bytes on.
  (func $skipDigits (param $p i32) (param $most i32) (result i32)
    (local $stop i32)
    (local.set $stop (i32.add (local.get $p) (local.get $most)))
    (block $end
      (loop $next
        (br_if $end (i32.ge_u (local.get $p) (local.get $stop)))
        (br_if $end (i32.eqz (call $isDigit (i32.load8_u (local.get $p)))))
        (local.set $p (i32.add (local.get $p) (i32.const 1)))
        (br $next)))
    (local.get $p))

  ;; Whether the digit at $p is of sixteen or more in a row that are an integer which a
  ;; double may not hold, or a fraction so long that a double may be 0 instead.
  (func $isInLongRun (param $p i32) (result i32)
    (local $end i32)
    (local.set $end (call $skipDigits (local.get $p) (i32.const 16)))
    (block $begin
      (loop $next
        (br_if $begin
          (i32.eqz
            (call $isDigit
              (i32.load8_u (i32.sub (local.get $p) (i32.const 1))))))
        (local.set $p (i32.sub (local.get $p) (i32.const 1)))
        (br_if $next
          (i32.le_u
            (i32.sub (local.get $end) (local.get $p))
            (i32.const 300)))
        ;; Longer than any usual number.
        (return (i32.const 1))))
    (if (i32.lt_u (i32.sub (local.get $end) (local.get $p)) (i32.const 16))
      (then (return (i32.const 0))))
    (if (i32.eq
        (i32.load8_u (i32.sub (local.get $p) (i32.const 1)))
        (i32.const 46))
      (then (return (i32.const 0))))
    (call $isBegin (local.get $p)))

  ;; Whether the `e` at $p, behind a digit, begins an exponent of three digits or more.
  (func $isLongExponent (param $p i32) (result i32)
    (local $c i32) (local $at i32)
    (local.set $at (i32.add (local.get $p) (i32.const 1)))
    (local.set $c (i32.load8_u (local.get $at)))
    (if (i32.or
        (i32.eq (local.get $c) (i32.const 43))
        (i32.eq (local.get $c) (i32.const 45)))
      (then (local.set $at (i32.add (local.get $at) (i32.const 1)))))
    (if (i32.ne
        (call $skipDigits (local.get $at) (i32.const 3))
        (i32.add (local.get $at) (i32.const 3)))
      (then (return (i32.const 0))))
    ;; Back to where the number begins.
    (block $end
      (loop $next
        (local.set $p (i32.sub (local.get $p) (i32.const 1)))
        (local.set $c (i32.load8_u (local.get $p)))
        (br_if $next (call $isDigit (local.get $c)))
        (br_if $next (i32.eq (local.get $c) (i32.const 46)))))
    (call $isBegin (i32.add (local.get $p) (i32.const 1))))

  ;; Scans $size bytes at $p, behind which there are as many zeros as a vector has bytes,
  ;; twice, and before which there is a bracket. Writes a comma over each line feed.
  ;; Gives the number of line feeds times 16, and the flags of scan.ts.
  (func (export "scan")
    (param $p i32) (param $size i32) (param $end i32) (param $begin i32)
    (result i32)
    (local $stop i32) (local $found i32) (local $lines i32)
    (local $v v128) (local $ends v128) (local $feeds v128)
    ;; Constants: V8 makes a vector of one at each use, and of a local once.
    (local $comma v128) (local $ten v128) (local $zero v128) (local $case v128)
    (local $e v128)
    (local $feedMask i32) (local $digits i32) (local $mask i32)
    (local $high v128) (local $commas v128)
    (local $exponents i32) (local $before i32) (local $isLong i32)
    (local.set $stop (i32.add (local.get $p) (local.get $size)))
    (local.set $ends (i8x16.splat (local.get $end)))
    (local.set $comma (i8x16.splat (i32.const 44)))
    (local.set $ten (i8x16.splat (i32.const 10)))
    (local.set $zero (i8x16.splat (i32.const 48)))
    (local.set $case (i8x16.splat (i32.const 32)))
    (local.set $e (i8x16.splat (i32.const 101)))
    (block $done
      (loop $next
        ;; No call in here, so that all that is vectors stays in registers.
        (block $look
          (loop $fast
            (br_if $done (i32.ge_u (local.get $p) (local.get $stop)))
            (local.set $v (v128.load (local.get $p)))
            (local.set $high (v128.or (local.get $high) (local.get $v)))
            (local.set $commas
              (v128.or (local.get $commas)
                (i8x16.eq (local.get $v) (local.get $comma))))
            (local.set $feeds (i8x16.eq (local.get $v) (local.get $ten)))
            (local.set $feedMask (i8x16.bitmask (local.get $feeds)))
            (local.set $lines
              (i32.add (local.get $lines)
                (i32.popcnt (local.get $feedMask))))

            ;; An end that is not at the end of its line.
            (local.set $mask
              (i32.and
                (i8x16.bitmask (i8x16.eq (local.get $v) (local.get $ends)))
                (i32.xor
                  (i32.shr_u (local.get $feedMask) (i32.const 1))
                  (i32.const -1))))

            ;; An `e` behind a digit.
            (local.set $digits
              (i8x16.bitmask
                (i8x16.lt_u
                  (i8x16.sub (local.get $v) (local.get $zero))
                  (local.get $ten))))
            (local.set $exponents
              (i32.and
                (i8x16.bitmask
                  (i8x16.eq
                    (v128.or (local.get $v) (local.get $case))
                    (local.get $e)))
                (i32.or
                  (i32.shl (local.get $digits) (i32.const 1))
                  (i32.shr_u (local.get $before) (i32.const 15)))))

            ;; Sixteen digits: those that end the vector before, and that begin this one.
            (local.set $isLong
              (i32.ge_u
                (i32.add
                  (i32.clz
                    (i32.xor
                      (i32.shl (local.get $before) (i32.const 16))
                      (i32.const -1)))
                  (i32.ctz (i32.xor (local.get $digits) (i32.const -1))))
                (i32.const 16)))
            (local.set $before (local.get $digits))
            (br_if $look
              (i32.or
                (i32.or (local.get $mask) (local.get $exponents))
                (local.get $isLong)))
            (v128.store (local.get $p)
              (v128.bitselect
                (local.get $comma) (local.get $v) (local.get $feeds)))
            (local.set $p (i32.add (local.get $p) (i32.const 16)))
            (br $fast)))

        (block $noEnd
          (loop $nextEnd
            (br_if $noEnd (i32.eqz (local.get $mask)))
            (if (call $isBetween
                (i32.add (local.get $p)
                  (i32.add (i32.ctz (local.get $mask)) (i32.const 1)))
                (local.get $begin))
              (then
                (local.set $found (i32.or (local.get $found) (i32.const 1)))))
            (local.set $mask
              (i32.and (local.get $mask)
                (i32.sub (local.get $mask) (i32.const 1))))
            (br $nextEnd)))
        (block $noExponent
          (loop $nextExponent
            (br_if $noExponent (i32.eqz (local.get $exponents)))
            (if (call $isLongExponent
                (i32.add (local.get $p) (i32.ctz (local.get $exponents))))
              (then
                (local.set $found (i32.or (local.get $found) (i32.const 4)))))
            (local.set $exponents
              (i32.and (local.get $exponents)
                (i32.sub (local.get $exponents) (i32.const 1))))
            (br $nextExponent)))
        (if (local.get $isLong)
          (then
            (if (call $isInLongRun (local.get $p))
              (then
                (local.set $found (i32.or (local.get $found) (i32.const 4)))))))
        (v128.store (local.get $p)
          (v128.bitselect
            (local.get $comma) (local.get $v) (local.get $feeds)))
        (local.set $p (i32.add (local.get $p) (i32.const 16)))
        (br $next)))
    (if (v128.any_true
        (v128.and (local.get $high) (i8x16.splat (i32.const 128))))
      (then (local.set $found (i32.or (local.get $found) (i32.const 2)))))
    (if (v128.any_true (local.get $commas))
      (then (local.set $found (i32.or (local.get $found) (i32.const 8)))))
    (i32.or
      (i32.shl (local.get $lines) (i32.const 4))
      (local.get $found)))
)
