// memory: threw RangeError: length over the sandbox limit
// match() makes no regular expression of a long text.
() => "a".match("a|".repeat(2 ** 23)).length
