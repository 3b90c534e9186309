// memory: threw RangeError: length over the sandbox limit
// No array is filled past the limit.
() => new Array(2 ** 27).fill(1).length
