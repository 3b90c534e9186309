// memory (once): threw RangeError: Invalid string length
// join() makes no text over the greatest length.
() => new Array(2 ** 24).join("abcdefgh".repeat(100))
