// clocks: value "undefined"
// The crypto object does not exist.
() => typeof crypto
