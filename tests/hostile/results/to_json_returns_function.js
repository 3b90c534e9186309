// results: result
// However it cannot be written.
() => ({ toJSON: () => () => 1 })
