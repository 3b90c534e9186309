// results: nothing
// Nothing is a result.
() => undefined
