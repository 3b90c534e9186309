// cpu: timeout
// A regular expression with back references ends at the deadline.
() => /^(?:(a|aa)+)+\1$/.test("a".repeat(60) + "b")
