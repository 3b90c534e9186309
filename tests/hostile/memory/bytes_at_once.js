// memory (with=bytes): threw RangeError: binary data over the sandbox limit
// One array over the budget of binary data is refused.
() => new ArrayBuffer(2 ** 24).slice(0).slice(0).slice(0).slice(0).byteLength
