// memory: threw RangeError: length over the sandbox limit
// However the count is written.
() => "a".repeat({ valueOf: () => 2 ** 28 })
