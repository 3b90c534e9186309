// cpu: threw RangeError: length over the sandbox limit
// Even as an object.
() => [].indexOf.call({ length: { valueOf: () => 2 ** 53 - 1 } }, 1)
