// memory: threw RangeError: Invalid string length
// replaceAll() makes no text over the greatest length.
() => "a".repeat(2 ** 20).replaceAll("a", "b".repeat(2 ** 10))
