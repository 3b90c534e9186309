// cpu: timeout
// So does a regular expression.
() => /^(a+)+$/.test("a".repeat(40) + "b")
