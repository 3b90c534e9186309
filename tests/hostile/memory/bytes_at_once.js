// memory (with=bytes): threw RangeError: binary data over the sandbox limit
// Also when it is one piece.
() => new ArrayBuffer(2 ** 24).slice(0).slice(0).slice(0).slice(0).byteLength
