// results: result
// A function is no result.
() => () => 1
