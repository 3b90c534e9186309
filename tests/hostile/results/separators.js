// results: value "\u2028\u2029\u009b\u0000"
// Nor does any other separator.
() => "\u2028\u2029\u009b\u0000"
