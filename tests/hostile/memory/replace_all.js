// memory: threw RangeError: Invalid string length
// Nor replaced.
() => "a".repeat(2 ** 20).replaceAll("a", "b".repeat(2 ** 10))
