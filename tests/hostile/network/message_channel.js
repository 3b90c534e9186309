// network: value ["undefined","undefined","undefined"]
// A job makes no message channel.
() => [typeof MessageChannel, typeof MessagePort, typeof postMessage]
