// memory: value ["undefined","undefined","undefined","undefined"]
// Memory outside of the heap is not given.
() => [typeof ArrayBuffer, typeof Uint8Array, typeof DataView, typeof TextEncoder]
