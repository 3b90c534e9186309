// cpu: threw RangeError: length over the sandbox limit
// lastIndexOf takes no array-like of 2^53 entries.
() => [].lastIndexOf.call({ length: 2 ** 53 - 1 }, 1)
