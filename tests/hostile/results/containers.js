// results: value [{},{},"1970-01-01T00:00:00.000Z"]
// Containers come out as JSON has it.
() => [new Map([[1, 2]]), new Set([1]), new Date(0)]
