// cpu: threw RangeError: length over the sandbox limit
// Reflect.construct takes no argument list of 2^53 entries.
() => Reflect.construct(Array, { length: 2 ** 32 })
