;; Looks once through lines or rows, sixteen bytes at a time. `deno task scan` makes
;; scan_module.ts of it.
(module
  ;; What is looked at, from the first byte on, with sixteen zeros behind it: see scan.ts.
  (memory (export "memory") 2)

  ;; How many rows were passed over, and whether the next one needs a closer look.
  (global $rows (export "rows") (mut i32) (i32.const 0))
  (global $doubt (export "doubt") (mut i32) (i32.const 0))

  ;; How many line feeds there are in $size bytes.
  (func (export "count") (param $size i32) (result i32)
    (local $p i32) (local $stop i32) (local $count i32)
    (local $feeds v128) (local $sums v128)
    (local.set $feeds (i8x16.splat (i32.const 10)))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $p) (local.get $size)))
        ;; As many vectors as can be counted before a byte of the sums is full.
        (local.set $stop (i32.add (local.get $p) (i32.const 4080)))
        (if (i32.gt_u (local.get $stop) (local.get $size))
          (then (local.set $stop (local.get $size))))
        (local.set $sums (i8x16.splat (i32.const 0)))
        (loop $each
          (local.set $sums
            (i8x16.sub (local.get $sums)
              (i8x16.eq (v128.load (local.get $p)) (local.get $feeds))))
          (local.set $p (i32.add (local.get $p) (i32.const 16)))
          (br_if $each (i32.lt_u (local.get $p) (local.get $stop))))
        (local.set $sums
          (i32x4.extadd_pairwise_i16x8_u
            (i16x8.extadd_pairwise_i8x16_u (local.get $sums))))
        (local.set $count
          (i32.add (local.get $count)
            (i32.add
              (i32.add
                (i32x4.extract_lane 0 (local.get $sums))
                (i32x4.extract_lane 1 (local.get $sums)))
              (i32.add
                (i32x4.extract_lane 2 (local.get $sums))
                (i32x4.extract_lane 3 (local.get $sums))))))
        (br $next)))
    (local.get $count))

  ;; Passes over whole rows in $size bytes, and gives where the last one ends: each is one
  ;; line that ends in LF, with quotes only around fields, where $quotes is -1, or with
  ;; none that matter, where it is 0. Masks have a bit for each byte.
  (func (export "pass")
    (param $size i32) (param $delimiter i32) (param $quotes i32) (result i32)
    (local $p i32) (local $end i32) (local $count i32)
    (local $v v128)
    (local $feeds v128) (local $delimiters v128) (local $marks v128)
    (local $returns v128)
    (local $feed i32) (local $separator i32) (local $quote i32)
    ;; Within quotes; then quotes that open, and that close.
    (local $inside i32) (local $open i32) (local $close i32)
    ;; What the bytes before say: all ones within quotes, and a bit each behind a
    ;; separator, behind a closing quote, and behind that and a carriage return.
    (local $isInside i32) (local $begin i32) (local $closed i32) (local $return i32)
    (local $behind i32) (local $bad i32)
    (local.set $feeds (i8x16.splat (i32.const 10)))
    (local.set $delimiters (i8x16.splat (local.get $delimiter)))
    (local.set $marks (i8x16.splat (i32.const 34)))
    (local.set $returns (i8x16.splat (i32.const 13)))
    (local.set $begin (i32.const 1))
    (global.set $doubt (i32.const 0))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $p) (local.get $size)))
        (local.set $v (v128.load (local.get $p)))
        (local.set $feed
          (i8x16.bitmask (i8x16.eq (local.get $v) (local.get $feeds))))
        (local.set $quote
          (i32.and (local.get $quotes)
            (i8x16.bitmask (i8x16.eq (local.get $v) (local.get $marks)))))
        (local.set $separator
          (i32.or (local.get $feed)
            (i8x16.bitmask
              (i8x16.eq (local.get $v) (local.get $delimiters)))))
        (if (i32.or
            (i32.or (local.get $quote) (local.get $isInside))
            (i32.or (local.get $closed) (local.get $return)))
          (then
            (local.set $inside
              (i32.xor (local.get $quote)
                (i32.shl (local.get $quote) (i32.const 1))))
            (local.set $inside
              (i32.xor (local.get $inside)
                (i32.shl (local.get $inside) (i32.const 2))))
            (local.set $inside
              (i32.xor (local.get $inside)
                (i32.shl (local.get $inside) (i32.const 4))))
            (local.set $inside
              (i32.and (i32.const 0xffff)
                (i32.xor (local.get $isInside)
                  (i32.xor (local.get $inside)
                    (i32.shl (local.get $inside) (i32.const 8))))))
            (local.set $open
              (i32.and (local.get $quote) (local.get $inside)))
            (local.set $close
              (i32.xor (local.get $quote) (local.get $open)))
            ;; Behind a closing quote: a separator, its double, or the end of the line.
            (local.set $behind
              (i32.or (local.get $closed)
                (i32.shl (local.get $close) (i32.const 1))))
            (local.set $bad
              (i32.and (local.get $behind)
                (i32.xor (i32.const -1)
                  (i32.or (local.get $separator) (local.get $open)))))
            (local.set $closed
              (i32.and (local.get $bad)
                (i8x16.bitmask (i8x16.eq (local.get $v) (local.get $returns)))))
            (local.set $bad
              (i32.xor (local.get $bad) (local.get $closed)))
            (local.set $return
              (i32.or (local.get $return)
                (i32.shl (local.get $closed) (i32.const 1))))
            (local.set $bad
              (i32.or (local.get $bad)
                (i32.and (local.get $return)
                  (i32.xor (local.get $feed) (i32.const -1)))))
            ;; Before an opening quote: a separator, or the first of two quotes.
            (local.set $bad
              (i32.or (local.get $bad)
                (i32.and (local.get $open)
                  (i32.xor (i32.const -1)
                    (i32.or
                      (local.get $begin)
                      (i32.shl
                        (i32.or (local.get $separator) (local.get $close))
                        (i32.const 1)))))))
            (local.set $bad
              (i32.and (i32.const 0xffff)
                (i32.or (local.get $bad)
                  (i32.and (local.get $feed) (local.get $inside)))))
            (if (local.get $bad)
              (then
                (global.set $doubt (i32.const 1))
                ;; Only what comes before it.
                (local.set $feed
                  (i32.and (local.get $feed)
                    (i32.sub
                      (i32.and (local.get $bad)
                        (i32.sub (i32.const 0) (local.get $bad)))
                      (i32.const 1))))))
            (local.set $isInside
              (i32.sub (i32.const 0)
                (i32.shr_u (local.get $inside) (i32.const 15))))
            (local.set $closed (i32.shr_u (local.get $close) (i32.const 15)))
            (local.set $return
              (i32.shr_u (local.get $return) (i32.const 16)))))
        (local.set $begin
          (i32.or (local.get $closed)
            (i32.shr_u (local.get $separator) (i32.const 15))))
        (if (local.get $feed)
          (then
            (local.set $count
              (i32.add (local.get $count) (i32.popcnt (local.get $feed))))
            (local.set $end
              (i32.add (local.get $p)
                (i32.sub (i32.const 32) (i32.clz (local.get $feed)))))))
        (br_if $done (global.get $doubt))
        (local.set $p (i32.add (local.get $p) (i32.const 16)))
        (br $next)))
    (global.set $rows (local.get $count))
    (local.get $end))
)
