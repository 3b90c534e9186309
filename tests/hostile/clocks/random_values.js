// clocks: value "undefined"
// At all.
() => typeof crypto
