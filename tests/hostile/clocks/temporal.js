// clocks: value "undefined"
// Temporal does not exist.
() => typeof Temporal
