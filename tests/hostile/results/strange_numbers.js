// results: result
// A number that JSON does not know is no result; null would be another one.
() => [1, NaN]
