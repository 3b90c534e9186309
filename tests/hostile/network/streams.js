// network: value ["undefined","undefined","undefined"]
// The classes of streams do not exist.
() => [typeof ReadableStream, typeof WritableStream, typeof CompressionStream]
