// network: value ["undefined","undefined","undefined"]
// Nor pours one into another.
() => [typeof ReadableStream, typeof WritableStream, typeof CompressionStream]
