// memory: threw RangeError: length over the sandbox limit
// A count of repeat() that is an object with valueOf is checked.
() => "a".repeat({ valueOf: () => 2 ** 28 })
