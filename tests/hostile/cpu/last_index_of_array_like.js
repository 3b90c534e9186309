// cpu: threw RangeError: length over the sandbox limit
// A native method is not given a length it would never get through.
() => [].lastIndexOf.call({ length: 2 ** 53 - 1 }, 1)
