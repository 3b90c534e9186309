// memory: threw RangeError: length over the sandbox limit
// Array.from refuses a length of 2^31.
() => Array.from({ length: 2 ** 31 }, () => 1).length
