// memory: threw RangeError: length over the sandbox limit
// A long text does not become a String object.
() => Reflect.ownKeys(new String("x".repeat(2 ** 24))).length
