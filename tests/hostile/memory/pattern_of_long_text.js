// memory: threw RangeError: length over the sandbox limit
// A long text does not become a regular expression.
() => new RegExp("a|".repeat(2 ** 23)).source.length
