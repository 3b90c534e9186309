// memory: threw RangeError: length over the sandbox limit
// Nor padded.
() => "a".padEnd(2 ** 29, "b")
