// results: result
// Nor is a symbol.
() => Symbol("a")
