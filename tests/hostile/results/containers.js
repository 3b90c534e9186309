// results: result
// A container that JSON would leave empty is no result.
() => ({ list: [new Map([[1, 2]])] })
