// clocks: value "undefined"
// There is no other clock.
() => typeof performance
