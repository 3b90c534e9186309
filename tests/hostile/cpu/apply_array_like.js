// cpu: threw RangeError: length over the sandbox limit
// Nor a list of arguments.
() => Reflect.apply(Math.max, null, { length: 2 ** 32 })
