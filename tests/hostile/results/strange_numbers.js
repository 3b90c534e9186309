// results: value [null,null,0]
// Numbers that JSON does not know become null.
() => [NaN, Infinity, -0]
