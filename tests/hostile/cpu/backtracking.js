// cpu: timeout
// A regular expression that backtracks for ever ends at the deadline.
() => /^(a+)+$/.test("a".repeat(40) + "b")
