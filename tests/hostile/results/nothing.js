// results: nothing
// A job that returns nothing has no line.
() => undefined
