// results: result
// Nor is a number that JSON cannot hold.
() => 1n
