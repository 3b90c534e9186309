// memory: threw RangeError: length over the sandbox limit
// A text is not padded past the limit.
() => "a".padEnd(2 ** 29, "b")
