// memory: threw RangeError: length over the sandbox limit
// A long text that grows eighteenfold is not normalised.
() => "\uFDFA".repeat(2 ** 24).normalize("NFKD").length
