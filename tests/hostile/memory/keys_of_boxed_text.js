// memory: threw RangeError: length over the sandbox limit
// A long text does not become an object.
() => Reflect.ownKeys(Object("x".repeat(2 ** 24))).length
