// cpu: threw RangeError: length over the sandbox limit
// Nor a template of so many parts.
() => String.raw({ raw: { length: 2 ** 53 - 1 } }, 1)
