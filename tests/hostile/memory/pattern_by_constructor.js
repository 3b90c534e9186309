// memory: threw RangeError: length over the sandbox limit
// The constructor behind a pattern takes no long text.
() => new (/a/.constructor)("a|".repeat(2 ** 23)).source.length
