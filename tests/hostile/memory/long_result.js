// memory: result-size
// A result has a greatest length.
() => Array(5).fill("a".repeat(2 ** 24))
