// cpu: threw RangeError: length over the sandbox limit
// Function.prototype.apply takes no argument list of 2^53 entries.
() => Reflect.apply(Math.max, null, { length: 2 ** 32 })
