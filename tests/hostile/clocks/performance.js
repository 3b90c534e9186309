// clocks: value "undefined"
// The performance object does not exist.
() => typeof performance
