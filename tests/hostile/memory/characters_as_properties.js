// memory: threw RangeError: length over the sandbox limit
// A long text does not become a property for each character.
() => Object.assign({}, "a".repeat(2 ** 24))
