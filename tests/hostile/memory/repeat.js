// memory: threw RangeError: length over the sandbox limit
// No text is repeated past the limit.
() => "a".repeat(2 ** 29)
