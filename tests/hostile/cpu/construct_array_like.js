// cpu: threw RangeError: length over the sandbox limit
// Of a constructor either.
() => Reflect.construct(Array, { length: 2 ** 32 })
