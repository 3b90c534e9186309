// memory: threw RangeError: length over the sandbox limit
// A long text is not spread into an object.
() => Object.keys({ ..."x".repeat(2 ** 24) }).length
