// cpu: threw RangeError: length over the sandbox limit
// String.raw() refuses a template of 2^53 parts.
() => String.raw({ raw: { length: 2 ** 53 - 1 } }, 1)
