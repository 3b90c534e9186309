;; Follows the text of JSON values to where each ends, and copies each on one line.
;; `deno task scan` makes json_scan_module.ts of it; json_scan.ts says what the numbers are.
;;
;; Memory: 0 a table of bytes that mean something, 256 the kind of each open bracket
;; (1 for a brace), 65792 what is read, 131584 what is written: at most two bytes for one.
(module
  (memory (export "memory") 5)
  (data (i32.const 10) "\01")
  (data (i32.const 13) "\01")
  (data (i32.const 34) "\01")
  (data (i32.const 44) "\01")
  (data (i32.const 58) "\01")
  (data (i32.const 91) "\01")
  (data (i32.const 93) "\01")
  (data (i32.const 123) "\01")
  (data (i32.const 125) "\01")

  ;; 0 between values, 1 before an element, 2 in a scalar, 3 outside and 4 inside of a
  ;; string, 5 behind a backslash in one, 6 behind a line end.
  (global $state (export "state") (mut i32) (i32.const 0))
  ;; The line of the input, from 1, and that on which the array or value begins.
  (global $line (mut i32) (i32.const 1))
  (global $beginLine (export "beginLine") (mut i32) (i32.const 1))
  ;; How many brackets are open, inside of an element.
  (global $depth (export "depth") (mut i32) (i32.const 0))
  (global $inArray (export "inArray") (mut i32) (i32.const 0))
  ;; Whether the array has had no element yet.
  (global $isFirst (mut i32) (i32.const 0))
  ;; Whether a value may begin here, inside of another.
  (global $isDue (mut i32) (i32.const 0))
  ;; Whether a string of this text has lost its quote: then the byte before does not tell
  ;; whether a value may begin.
  (global $isLost (mut i32) (i32.const 0))
  ;; The last byte of what was written of a text in the slices before.
  (global $last (mut i32) (i32.const 0))
  ;; Where reading and writing are.
  (global $at (export "at") (mut i32) (i32.const 65792))
  (global $to (export "to") (mut i32) (i32.const 131584))
  ;; How many lines were written, and where the last one ends.
  (global $lines (export "lines") (mut i32) (i32.const 0))
  (global $lineEnd (export "lineEnd") (mut i32) (i32.const 131584))

  (func $put (param $byte i32)
    (i32.store8 (global.get $to) (local.get $byte))
    (global.set $to (i32.add (global.get $to) (i32.const 1))))

  (func $skip
    (global.set $at (i32.add (global.get $at) (i32.const 1))))

  ;; Skips blanks; gives the byte behind them, or -1 at $stop.
  (func $skipBlanks (param $stop i32) (result i32)
    (local $byte i32)
    (loop $next
      (if (i32.ge_u (global.get $at) (local.get $stop))
        (then (return (i32.const -1))))
      (local.set $byte (i32.load8_u (global.get $at)))
      (if (i32.gt_u (local.get $byte) (i32.const 32))
        (then (return (local.get $byte))))
      (if (i32.eq (local.get $byte) (i32.const 10))
        (then (global.set $line (i32.add (global.get $line) (i32.const 1)))))
      (call $skip)
      (br $next))
    (unreachable))

  ;; Begins the text of a value that is not a scalar at the top.
  (func $begin
    (global.set $depth (i32.const 0))
    (global.set $isDue (i32.const 1))
    (global.set $isLost (i32.const 0))
    (global.set $last (i32.const 0))
    (global.set $state (i32.const 3)))

  (func $isInObject (result i32)
    (if (i32.ge_u (global.get $depth) (i32.const 65536))
      (then (return (i32.const 0))))
    (i32.load8_u (i32.add (global.get $depth) (i32.const 256))))

  ;; Ends the text, less blanks; 1 if all of it that is here is blank.
  (func $finish (result i32)
    (block $end
      (loop $next
        (if (i32.eq (global.get $to) (global.get $lineEnd))
          (then (return (i32.const 1))))
        (br_if $end
          (i32.gt_u
            (i32.load8_u (i32.sub (global.get $to) (i32.const 1)))
            (i32.const 32)))
        (global.set $to (i32.sub (global.get $to) (i32.const 1)))
        (br $next)))
    (call $put (i32.const 10))
    (global.set $lineEnd (global.get $to))
    (global.set $lines (i32.add (global.get $lines) (i32.const 1)))
    (i32.const 0))

  ;; What comes behind a value: an event of json_scan.ts, or 0.
  (func $leave (result i32)
    (local $event i32)
    (global.set $isFirst (i32.const 0))
    (global.set $state (global.get $inArray))
    (if (global.get $inArray)
      (then
        (if (i32.eq (i32.load8_u (global.get $at)) (i32.const 93))
          (then
            (global.set $inArray (i32.const 0))
            (global.set $state (i32.const 0))))
        (call $skip)))
    (call $finish))

  (func $between (param $stop i32)
    (local $byte i32)
    (local.set $byte (call $skipBlanks (local.get $stop)))
    (if (i32.eq (local.get $byte) (i32.const -1)) (then (return)))
    (global.set $beginLine (global.get $line))
    (if (i32.eq (local.get $byte) (i32.const 91))
      (then
        (global.set $inArray (i32.const 1))
        (global.set $isFirst (i32.const 1))
        (global.set $state (i32.const 1))
        (call $skip)
        (return)))
    (if (i32.or
        (i32.eq (local.get $byte) (i32.const 123))
        (i32.eq (local.get $byte) (i32.const 34)))
      (then (call $begin) (return)))
    (global.set $state (i32.const 2)))

  (func $before (param $stop i32)
    (local $byte i32)
    (local.set $byte (call $skipBlanks (local.get $stop)))
    (if (i32.eq (local.get $byte) (i32.const -1)) (then (return)))
    (if (i32.and
        (global.get $isFirst)
        (i32.eq (local.get $byte) (i32.const 93)))
      (then
        (global.set $inArray (i32.const 0))
        (global.set $state (i32.const 0))
        (call $skip)
        (return)))
    (call $begin))

  ;; Copies a number, a word or nonsense; 3 where it ends.
  (func $scalar (param $stop i32) (result i32)
    (local $byte i32)
    (loop $next
      (if (i32.ge_u (global.get $at) (local.get $stop))
        (then (return (i32.const 0))))
      (local.set $byte (i32.load8_u (global.get $at)))
      (if (i32.or
          (i32.or
            (i32.le_u (local.get $byte) (i32.const 32))
            (i32.eq (local.get $byte) (i32.const 34)))
          (i32.or
            (i32.eq (local.get $byte) (i32.const 91))
            (i32.eq (local.get $byte) (i32.const 123))))
        (then
          (global.set $state (i32.const 0))
          (return (i32.const 3))))
      (call $put (local.get $byte))
      (call $skip)
      (br $next))
    (unreachable))

  ;; Goes on to where a string begins, or the value ends; an event, or 0.
  (func $tokens (param $stop i32) (result i32)
    (local $at i32) (local $to i32) (local $byte i32)
    (local.set $at (global.get $at))
    (local.set $to (global.get $to))
    (block $token
      (loop $next
        (if (i32.ge_u (local.get $at) (local.get $stop))
          (then
            (global.set $at (local.get $at))
            (global.set $to (local.get $to))
            (return (i32.const 0))))
        (local.set $byte (i32.load8_u (local.get $at)))
        (if (i32.load8_u (local.get $byte))
          (then
            ;; What is most frequent stays here.
            (if (i32.eq (local.get $byte) (i32.const 58))
              (then (global.set $isDue (i32.const 1)))
              (else
                (br_if $token
                  (i32.ne (local.get $byte) (i32.const 44)))
                (br_if $token (i32.eqz (global.get $depth)))
                (global.set $isDue (i32.eqz (call $isInObject)))))))
        (i32.store8 (local.get $to) (local.get $byte))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (br $next)))
    (if (i32.eq (local.get $byte) (i32.const 34))
      (then
        (global.set $isDue (i32.const 0))
        (global.set $state (i32.const 4))
        (i32.store8 (local.get $to) (local.get $byte))
        (global.set $at (i32.add (local.get $at) (i32.const 1)))
        (global.set $to (i32.add (local.get $to) (i32.const 1)))
        (return (call $string (local.get $stop)))))
    (global.set $at (local.get $at))
    (global.set $to (local.get $to))
    (call $token (local.get $byte)))

  ;; The last byte of the text that has begun, less blanks; 0 if there is none.
  (func $lastByte (result i32)
    (local $p i32) (local $c i32)
    (local.set $p (global.get $to))
    (loop $next
      (local.set $p (i32.sub (local.get $p) (i32.const 1)))
      (if (i32.lt_u (local.get $p) (global.get $lineEnd))
        (then (return (global.get $last))))
      (local.set $c (i32.load8_u (local.get $p)))
      (br_if $next (i32.le_u (local.get $c) (i32.const 32))))
    (local.get $c))

  ;; Whether a bracket or brace may open here: behind a number or word none can.
  (func $canOpen (result i32)
    (local $c i32)
    (if (i32.eqz (global.get $isDue)) (then (return (i32.const 0))))
    (local.set $c (call $lastByte))
    (i32.or
      (i32.or
        (i32.eqz (local.get $c))
        (i32.eq (local.get $c) (i32.const 58)))
      (i32.or
        (i32.eq (local.get $c) (i32.const 44))
        (i32.eq (local.get $c) (i32.const 91)))))

  (func $token (param $byte i32) (result i32)
    ;; A comma behind an element.
    (if (i32.eq (local.get $byte) (i32.const 44))
      (then (return (call $leave))))
    ;; A line end.
    (if (i32.lt_u (local.get $byte) (i32.const 32))
      (then
        (global.set $state (i32.const 6))
        (call $put (i32.const 32))
        (return (i32.const 0))))
    ;; An opening bracket or brace.
    (if (i32.eq (i32.and (local.get $byte) (i32.const 223)) (i32.const 91))
      (then
        (if (i32.eqz (call $canOpen))
          (then
            (global.set $state (global.get $inArray))
            (if (i32.or
                (global.get $depth)
                (i32.eqz (global.get $inArray)))
              (then (return (i32.const 2))))
            ;; The element before is whole: it only has no comma behind it.
            (global.set $isFirst (i32.const 0))
            (return (call $finish))))
        (global.set $isDue (i32.eq (local.get $byte) (i32.const 91)))
        (global.set $depth (i32.add (global.get $depth) (i32.const 1)))
        (if (i32.lt_u (global.get $depth) (i32.const 65536))
          (then
            (i32.store8
              (i32.add (global.get $depth) (i32.const 256))
              (i32.eqz (global.get $isDue)))))
        (call $put (local.get $byte))
        (call $skip)
        (return (i32.const 0))))
    ;; A closing one.
    (global.set $isDue (i32.const 0))
    (if (i32.eqz (global.get $depth))
      (then
        (if (i32.eq (local.get $byte) (i32.const 93))
          (then (return (call $leave)))))
      (else
        (global.set $depth (i32.sub (global.get $depth) (i32.const 1)))
        (if (i32.and
            (i32.eqz (global.get $depth))
            (i32.eqz (global.get $inArray)))
          (then
            (call $put (local.get $byte))
            (call $skip)
            (return (call $leave))))))
    (call $put (local.get $byte))
    (call $skip)
    (i32.const 0))

  ;; Goes on to where a string ends; an event, or 0.
  (func $string (param $stop i32) (result i32)
    (local $at i32) (local $to i32) (local $byte i32)
    (local $v v128) (local $mask i32)
    (local.set $at (global.get $at))
    (local.set $to (global.get $to))
    ;; Sixteen bytes at a time; what is copied too much is written over.
    (block $found
      (loop $wide
        (br_if $found
          (i32.gt_u (i32.add (local.get $at) (i32.const 16)) (local.get $stop)))
        (local.set $v (v128.load (local.get $at)))
        (v128.store (local.get $to) (local.get $v))
        (local.set $mask
          (i8x16.bitmask
            (v128.or
              (i8x16.eq (local.get $v) (i8x16.splat (i32.const 34)))
              (v128.or
                (i8x16.eq (local.get $v) (i8x16.splat (i32.const 92)))
                (i8x16.eq (local.get $v) (i8x16.splat (i32.const 10)))))))
        (if (local.get $mask)
          (then
            (local.set $mask (i32.ctz (local.get $mask)))
            (local.set $at (i32.add (local.get $at) (local.get $mask)))
            (local.set $to (i32.add (local.get $to) (local.get $mask)))
            (br $found)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (br $wide)))
    (block $special
      (loop $next
        (if (i32.ge_u (local.get $at) (local.get $stop))
          (then
            (global.set $at (local.get $at))
            (global.set $to (local.get $to))
            (return (i32.const 0))))
        (local.set $byte (i32.load8_u (local.get $at)))
        (i32.store8 (local.get $to) (local.get $byte))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (local.set $to (i32.add (local.get $to) (i32.const 1)))
        (br_if $special (i32.eq (local.get $byte) (i32.const 34)))
        (br_if $special (i32.eq (local.get $byte) (i32.const 92)))
        (br_if $special (i32.eq (local.get $byte) (i32.const 10)))
        (br $next)))
    (global.set $at (local.get $at))
    (global.set $to (local.get $to))
    (if (i32.eq (local.get $byte) (i32.const 92))
      (then
        (global.set $state (i32.const 5))
        (return (i32.const 0))))
    (global.set $state (i32.const 3))
    (if (i32.eq (local.get $byte) (i32.const 10))
      (then
        (call $lostQuote)
        (return (i32.const 0))))
    (if (i32.or (global.get $depth) (global.get $inArray))
      (then (return (i32.const 0))))
    (call $leave))

  ;; No string holds a line feed: it has lost its quote, and costs no line after this.
  (func $lostQuote
    (global.set $isLost (i32.const 1))
    (i32.store8 (i32.sub (global.get $to) (i32.const 1)) (i32.const 9))
    (global.set $line (i32.add (global.get $line) (i32.const 1))))

  ;; The byte behind a backslash.
  (func $escaped
    (local $byte i32)
    (local.set $byte (i32.load8_u (global.get $at)))
    (call $put (local.get $byte))
    (call $skip)
    (global.set $state (i32.const 4))
    (if (i32.eq (local.get $byte) (i32.const 10))
      (then
        (global.set $state (i32.const 3))
        (call $lostQuote))))

  (func $indent (param $stop i32)
    (if (i32.ne (call $skipBlanks (local.get $stop)) (i32.const -1))
      (then (global.set $state (i32.const 3)))))

  ;; Whether a value may begin behind this byte, blanks left out: 0 is the begin.
  (func $opensAfter (param $byte i32) (result i32)
    (i32.or
      (i32.or
        (i32.eqz (local.get $byte))
        (i32.eq (local.get $byte) (i32.const 58)))
      (i32.or
        (i32.eq (local.get $byte) (i32.const 91))
        (i32.and
          (i32.eq (local.get $byte) (i32.const 44))
          (i32.eqz (call $isInObject))))))

  ;; Whether the state is that outside or inside of a string, or behind a backslash.
  (func $isFollowed (result i32)
    (i32.le_u (i32.sub (global.get $state) (i32.const 3)) (i32.const 2)))

  (func $atMost (param $value i32) (param $most i32) (result i32)
    (select
      (local.get $value)
      (local.get $most)
      (i32.lt_u (local.get $value) (local.get $most))))

  ;; Keeps where following wide has come to.
  (func $pause (param $at i32) (param $to i32) (param $state i32)
    (global.set $at (local.get $at))
    (global.set $to (local.get $to))
    (global.set $state (local.get $state))
    (global.set $isDue (i32.const 0))
    (if (i32.ne (i32.and (local.get $state) (i32.const 6)) (i32.const 4))
      (then (global.set $isDue (call $opensAfter (call $lastByte))))))

  ;; Whether following wide can go on from here: not in a string at the top, which ends its
  ;; text, and not in a text that has lost a quote.
  (func $isWide (result i32)
    (if (global.get $isLost) (then (return (i32.const 0))))
    (if (i32.or (global.get $inArray) (global.get $depth))
      (then (return (i32.const 1))))
    (i32.and
      (i32.eq (global.get $state) (i32.const 3))
      (i32.eq (i32.load8_u (global.get $at)) (i32.const 123))))

  ;; Opens a bracket or brace, and gives -1; where none can open, what $token gives.
  (func $open (param $at i32) (param $to i32) (param $byte i32) (result i32)
    (local $before i32)
    (if (i32.gt_u (local.get $to) (global.get $lineEnd))
      (then
        (local.set $before
          (i32.load8_u (i32.sub (local.get $to) (i32.const 1))))))
    (if (i32.le_u (local.get $before) (i32.const 32))
      (then
        (global.set $to (local.get $to))
        (local.set $before (call $lastByte))))
    (if (i32.eqz (call $opensAfter (local.get $before)))
      (then
        (call $pause (local.get $at) (local.get $to) (i32.const 3))
        (return (call $token (local.get $byte)))))
    (global.set $depth (i32.add (global.get $depth) (i32.const 1)))
    (if (i32.lt_u (global.get $depth) (i32.const 65536))
      (then
        (i32.store8
          (i32.add (global.get $depth) (i32.const 256))
          (i32.eq (local.get $byte) (i32.const 123)))))
    (i32.const -1))

  ;; Follows as $tokens, $string and $escaped do, sixteen bytes at a time, while nothing is
  ;; odd: a line feed in a string, or a backslash outside of one. An event, or 0; what is
  ;; odd, or less than sixteen bytes, is left to those.
  (func $wide (param $stop i32) (param $most i32) (result i32)
    (local $at i32) (local $to i32) (local $v v128) (local $b v128)
    ;; One bit for each byte: those behind a backslash, the backslashes that count, quotes,
    ;; strings, brackets with line ends, commas.
    (local $escaped i32) (local $slashes i32) (local $quotes i32)
    (local $strings i32) (local $marks i32) (local $commas i32)
    ;; All bits, if the bytes before end in a string; 1, if in a backslash.
    (local $inString i32) (local $behind i32)
    (local $rest i32) (local $bit i32) (local $byte i32) (local $p i32)
    (local $event i32)
    (local.set $at (global.get $at))
    (local.set $to (global.get $to))
    (if (i32.ne (global.get $state) (i32.const 3))
      (then (local.set $inString (i32.const 65535))))
    (local.set $behind (i32.eq (global.get $state) (i32.const 5)))
    (block $stopped
      (loop $next
        (br_if $stopped
          (i32.gt_u (i32.add (local.get $at) (i32.const 16)) (local.get $stop)))
        (local.set $v (v128.load (local.get $at)))
        (v128.store (local.get $to) (local.get $v))
        (local.set $quotes
          (i8x16.bitmask (i8x16.eq (local.get $v) (i8x16.splat (i32.const 34)))))
        (local.set $rest
          (i8x16.bitmask (i8x16.eq (local.get $v) (i8x16.splat (i32.const 92)))))
        (local.set $escaped (local.get $behind))
        (local.set $slashes (i32.const 0))
        (if (i32.or (local.get $rest) (local.get $behind))
          (then
            (local.set $rest
              (i32.and
                (local.get $rest)
                (i32.xor (local.get $behind) (i32.const -1))))
            (block $none
              (loop $slash
                (br_if $none (i32.eqz (local.get $rest)))
                (local.set $bit
                  (i32.and
                    (local.get $rest)
                    (i32.sub (i32.const 0) (local.get $rest))))
                (local.set $slashes
                  (i32.or (local.get $slashes) (local.get $bit)))
                (local.set $bit (i32.shl (local.get $bit) (i32.const 1)))
                (local.set $escaped
                  (i32.or (local.get $escaped) (local.get $bit)))
                (local.set $rest
                  (i32.and
                    (i32.and
                      (local.get $rest)
                      (i32.sub (local.get $rest) (i32.const 1)))
                    (i32.xor (local.get $bit) (i32.const -1))))
                (br $slash)))
            (local.set $quotes
              (i32.and
                (local.get $quotes)
                (i32.xor (local.get $escaped) (i32.const -1))))))
        ;; Each quote turns over all that is behind it.
        (local.set $strings
          (i32.xor
            (local.get $quotes)
            (i32.shl (local.get $quotes) (i32.const 1))))
        (local.set $strings
          (i32.xor
            (local.get $strings)
            (i32.shl (local.get $strings) (i32.const 2))))
        (local.set $strings
          (i32.xor
            (local.get $strings)
            (i32.shl (local.get $strings) (i32.const 4))))
        (local.set $strings
          (i32.xor
            (i32.and
              (i32.xor
                (local.get $strings)
                (i32.shl (local.get $strings) (i32.const 8)))
              (i32.const 65535))
            (local.get $inString)))
        (br_if $stopped
          (i32.and
            (local.get $slashes)
            (i32.xor (local.get $strings) (i32.const -1))))
        ;; A brace differs from its bracket in one bit.
        (local.set $b
          (v128.and (local.get $v) (i8x16.splat (i32.const 223))))
        (local.set $marks
          (i8x16.bitmask
            (v128.or
              (i8x16.eq (local.get $b) (i8x16.splat (i32.const 91)))
              (i8x16.eq (local.get $b) (i8x16.splat (i32.const 93))))))
        (if (i8x16.bitmask
            (i8x16.lt_u (local.get $v) (i8x16.splat (i32.const 32))))
          (then
            (local.set $rest
              (i8x16.bitmask
                (i8x16.eq (local.get $v) (i8x16.splat (i32.const 10)))))
            (br_if $stopped
              (i32.and (local.get $rest) (local.get $strings)))
            (local.set $marks
              (i32.or
                (i32.or (local.get $marks) (local.get $rest))
                (i8x16.bitmask
                  (i8x16.eq
                    (local.get $v)
                    (i8x16.splat (i32.const 13))))))))
        (local.set $commas
          (i8x16.bitmask (i8x16.eq (local.get $v) (i8x16.splat (i32.const 44)))))
        (local.set $rest (i32.xor (local.get $strings) (i32.const -1)))
        (local.set $marks (i32.and (local.get $marks) (local.get $rest)))
        (local.set $commas (i32.and (local.get $commas) (local.get $rest)))
        (block $done
          (loop $mark
            (local.set $rest (local.get $marks))
            (if (i32.eqz (global.get $depth))
              (then
                (local.set $rest
                  (i32.or (local.get $rest) (local.get $commas)))))
            (br_if $done (i32.eqz (local.get $rest)))
            (local.set $bit (i32.ctz (local.get $rest)))
            ;; What is up to here is done.
            (local.set $rest (i32.shl (i32.const -2) (local.get $bit)))
            (local.set $marks (i32.and (local.get $marks) (local.get $rest)))
            (local.set $commas (i32.and (local.get $commas) (local.get $rest)))
            (local.set $byte
              (i32.load8_u (i32.add (local.get $at) (local.get $bit))))
            (local.set $p (i32.add (local.get $to) (local.get $bit)))
            ;; A comma behind an element.
            (if (i32.eq (local.get $byte) (i32.const 44))
              (then
                (if (i32.or
                    (i32.eq (local.get $p) (global.get $lineEnd))
                    (i32.le_u
                      (i32.load8_u (i32.sub (local.get $p) (i32.const 1)))
                      (i32.const 32)))
                  (then
                    (global.set $at (i32.add (local.get $at) (local.get $bit)))
                    (global.set $to (local.get $p))
                    (return (call $leave))))
                (i32.store8 (local.get $p) (i32.const 10))
                (local.set $p (i32.add (local.get $p) (i32.const 1)))
                (global.set $lineEnd (local.get $p))
                (global.set $lines (i32.add (global.get $lines) (i32.const 1)))
                (global.set $isFirst (i32.const 0))
                (global.set $last (i32.const 0))
                (local.set $bit (i32.add (local.get $bit) (i32.const 1)))
                (if (i32.or
                    (i32.or
                      (i32.eq (local.get $bit) (i32.const 16))
                      (i32.ge_u (global.get $lines) (local.get $most)))
                    (i32.le_u
                      (i32.load8_u (i32.add (local.get $at) (local.get $bit)))
                      (i32.const 32)))
                  (then
                    (global.set $at (i32.add (local.get $at) (local.get $bit)))
                    (global.set $to (local.get $p))
                    (global.set $state (i32.const 1))
                    (return (i32.const 0))))
                (br $mark)))
            ;; A line end.
            (if (i32.lt_u (local.get $byte) (i32.const 32))
              (then
                (i32.store8 (local.get $p) (i32.const 32))
                (call $pause
                  (i32.add (local.get $at) (local.get $bit))
                  (i32.add (local.get $p) (i32.const 1))
                  (i32.const 6))
                (return (i32.const 0))))
            ;; An opening bracket or brace.
            (if (i32.eq (i32.and (local.get $byte) (i32.const 223)) (i32.const 91))
              (then
                (local.set $event
                  (call $open
                    (i32.add (local.get $at) (local.get $bit))
                    (local.get $p)
                    (local.get $byte)))
                (br_if $mark (i32.eq (local.get $event) (i32.const -1)))
                (return (local.get $event))))
            ;; A closing one, which may end the element, the array or the value.
            (if (global.get $depth)
              (then
                (global.set $depth (i32.sub (global.get $depth) (i32.const 1)))
                (br_if $mark (i32.or (global.get $depth) (global.get $inArray)))
                (global.set $at
                  (i32.add
                    (i32.add (local.get $at) (local.get $bit))
                    (i32.const 1)))
                (global.set $to (i32.add (local.get $p) (i32.const 1)))
                (return (call $leave))))
            (br_if $mark (i32.eq (local.get $byte) (i32.const 125)))
            (global.set $at (i32.add (local.get $at) (local.get $bit)))
            (global.set $to (local.get $p))
            (return (call $leave))))
        (local.set $inString
          (i32.and
            (i32.sub
              (i32.const 0)
              (i32.shr_u (local.get $strings) (i32.const 15)))
            (i32.const 65535)))
        (local.set $behind (i32.shr_u (local.get $escaped) (i32.const 16)))
        (local.set $at (i32.add (local.get $at) (i32.const 16)))
        (local.set $to (i32.add (local.get $to) (i32.const 16)))
        (br $next)))
    (call $pause
      (local.get $at)
      (local.get $to)
      (i32.add
        (i32.const 3)
        (i32.add
          (i32.and (local.get $inString) (i32.const 1))
          (local.get $behind))))
    (i32.const 0))

  ;; Follows up to $stop, or until there are $most lines; gives the event, or 0.
  (func (export "follow") (param $stop i32) (param $most i32) (result i32)
    (local $event i32) (local $limit i32)
    (loop $next
      (if (i32.ge_u (global.get $at) (local.get $stop))
        (then
          (global.set $last (call $lastByte))
          (return (i32.const 0))))
      (if (i32.ge_u (global.get $lines) (local.get $most))
        (then (return (i32.const 0))))
      (local.set $limit (local.get $stop))
      (if (call $isFollowed)
        (then
          (if (call $isWide)
            (then
              (local.set $event (call $wide (local.get $stop) (local.get $most)))
              (if (local.get $event) (then (return (local.get $event))))
              (br_if $next (i32.ge_u (global.get $at) (local.get $stop)))
              (br_if $next (i32.eqz (call $isFollowed)))
              (local.set $limit
                (call $atMost
                  (i32.add (global.get $at) (i32.const 16))
                  (local.get $stop)))))))
      (block $done
        (block $6
          (block $5
            (block $4
              (block $3
                (block $2
                  (block $1
                    (block $0
                      (br_table $0 $1 $2 $3 $4 $5 $6 (global.get $state)))
                    (call $between (local.get $stop))
                    (br $next))
                  (call $before (local.get $stop))
                  (br $next))
                (local.set $event (call $scalar (local.get $stop)))
                (br $done))
              (local.set $event (call $tokens (local.get $limit)))
              (br $done))
            (local.set $event (call $string (local.get $limit)))
            (br $done))
          (call $escaped)
          (br $next))
        (call $indent (local.get $stop))
        (br $next))
      (br_if $next (i32.eqz (local.get $event)))
      (return (local.get $event)))
    (unreachable))
)
