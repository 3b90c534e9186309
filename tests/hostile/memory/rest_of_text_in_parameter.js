// memory: threw RangeError: length over the sandbox limit
// A long text is not taken apart by a parameter with a rest.
() => (({ length, ...rest }) => Object.keys(rest).length)("x".repeat(2 ** 24))
