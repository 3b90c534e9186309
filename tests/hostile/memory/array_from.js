// memory: threw RangeError: length over the sandbox limit
// Nor made of one.
() => Array.from({ length: 2 ** 31 }, () => 1).length
