// cpu: timeout
// Of any kind.
() => /^(?:(a|aa)+)+\1$/.test("a".repeat(60) + "b")
