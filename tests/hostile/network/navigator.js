// network: value "undefined"
// Nor what describes a machine and its connection.
() => typeof navigator
