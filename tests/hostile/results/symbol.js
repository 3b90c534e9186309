// results: result
// A symbol is no result.
() => Symbol("a")
