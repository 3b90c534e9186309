// memory (once): result-size
// A result over the greatest length is refused, in whatever parts it comes.
() => new Array(65).fill("a".repeat(2 ** 20))
