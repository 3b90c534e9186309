// memory (once): result-size
// However it comes together.
() => new Array(65).fill("a".repeat(2 ** 20))
