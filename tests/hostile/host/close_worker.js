// host: value ["undefined","undefined"]
// Nor its worker.
() => [typeof close, typeof self]
