// network: value "undefined"
// The navigator object does not exist.
() => typeof navigator
