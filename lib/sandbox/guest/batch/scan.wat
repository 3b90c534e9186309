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

  ;; Whether the sixteen or more digits at $p are an integer that a double may not hold,
  ;; or a fraction so long that a double may be 0 instead.
  (func $isLongRun (param $p i32) (result i32)
    (if (i32.eq
        (i32.load8_u (i32.sub (local.get $p) (i32.const 1)))
        (i32.const 46))
      (then
        (return
          (i32.eq
            (call $skipDigits (local.get $p) (i32.const 300))
            (i32.add (local.get $p) (i32.const 300))))))
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
    (local $v v128) (local $feeds v128) (local $digits i32) (local $mask i32)
    (local $high v128) (local $commas v128)
    ;; How many digits end where this vector begins.
    (local $run i32) (local $leading i32)
    (local.set $stop (i32.add (local.get $p) (local.get $size)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $p) (local.get $stop)))
        (local.set $v (v128.load (local.get $p)))
        (local.set $high (v128.or (local.get $high) (local.get $v)))
        (local.set $commas
          (v128.or (local.get $commas)
            (i8x16.eq (local.get $v) (i8x16.splat (i32.const 44)))))
        (local.set $feeds
          (i8x16.eq (local.get $v) (i8x16.splat (i32.const 10))))

        ;; An end that is not at the end of its line.
        (local.set $mask
          (i8x16.bitmask
            (v128.andnot
              (i8x16.eq (local.get $v) (i8x16.splat (local.get $end)))
              (i8x16.eq
                (v128.load offset=1 (local.get $p))
                (i8x16.splat (i32.const 10))))))
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

        ;; A digit, and an `e` behind one.
        (local.set $digits
          (i8x16.bitmask
            (i8x16.lt_u
              (i8x16.sub (local.get $v) (i8x16.splat (i32.const 48)))
              (i8x16.splat (i32.const 10)))))
        (local.set $mask
          (i32.and
            (i8x16.bitmask
              (i8x16.eq
                (v128.or (local.get $v) (i8x16.splat (i32.const 32)))
                (i8x16.splat (i32.const 101))))
            (i32.or
              (i32.shl (local.get $digits) (i32.const 1))
              (i32.ne (local.get $run) (i32.const 0)))))
        (block $noExponent
          (loop $nextExponent
            (br_if $noExponent (i32.eqz (local.get $mask)))
            (if (call $isLongExponent
                (i32.add (local.get $p) (i32.ctz (local.get $mask))))
              (then
                (local.set $found (i32.or (local.get $found) (i32.const 4)))))
            (local.set $mask
              (i32.and (local.get $mask)
                (i32.sub (local.get $mask) (i32.const 1))))
            (br $nextExponent)))

        ;; Sixteen digits in a row: seen where the sixteenth comes into sight.
        (local.set $leading
          (i32.ctz (i32.xor (local.get $digits) (i32.const -1))))
        (if (i32.and
            (i32.lt_u (local.get $run) (i32.const 16))
            (i32.ge_u
              (i32.add (local.get $run) (local.get $leading))
              (i32.const 16)))
          (then
            (if (call $isLongRun (i32.sub (local.get $p) (local.get $run)))
              (then
                (local.set $found (i32.or (local.get $found) (i32.const 4)))))))
        (local.set $run
          (if (result i32) (i32.eq (local.get $leading) (i32.const 16))
            (then (i32.add (local.get $run) (i32.const 16)))
            (else
              (i32.clz
                (i32.xor
                  (i32.shl (local.get $digits) (i32.const 16))
                  (i32.const -1))))))

        (local.set $lines
          (i32.add (local.get $lines)
            (i32.popcnt (i8x16.bitmask (local.get $feeds)))))
        (v128.store (local.get $p)
          (v128.bitselect
            (i8x16.splat (i32.const 44))
            (local.get $v)
            (local.get $feeds)))
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
