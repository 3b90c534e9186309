// results: value "\u2028\u2029\u009b\u0000"
// No separator in a result begins a line of output.
() => "\u2028\u2029\u009b\u0000"
