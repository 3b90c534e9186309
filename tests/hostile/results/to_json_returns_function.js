// results: result
// A toJSON that returns a function fails its item.
() => ({ toJSON: () => () => 1 })
