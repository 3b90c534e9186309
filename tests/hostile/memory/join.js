// memory (once): threw RangeError: Invalid string length
// Nor joined.
() => new Array(2 ** 24).join("abcdefgh".repeat(100))
