// cpu: threw RangeError: length over the sandbox limit
// A length that is an object with valueOf is checked.
() => [].indexOf.call({ length: { valueOf: () => 2 ** 53 - 1 } }, 1)
