// network: value ["undefined","undefined","undefined"]
// Nor makes a new line to them.
() => [typeof MessageChannel, typeof MessagePort, typeof postMessage]
