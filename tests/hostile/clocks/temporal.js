// clocks: value "undefined"
// Nor is there a newer clock.
() => typeof Temporal
