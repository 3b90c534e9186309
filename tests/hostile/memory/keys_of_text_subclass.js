// memory: threw RangeError: length over the sandbox limit
// A long text does not become an object of a job's own class.
() => Reflect.ownKeys(new (class Own extends String {})("x".repeat(2 ** 24))).length
