// memory (with=bytes): value false
// No buffer can grow after it was made.
() => new ArrayBuffer(8, { maxByteLength: 2 ** 40 }).resizable
