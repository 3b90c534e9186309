// memory (with=bytes): value false
// And none can grow later.
() => new ArrayBuffer(8, { maxByteLength: 2 ** 40 }).resizable
