// threads: value ["undefined","undefined"]
// And shares no memory.
() => [typeof SharedArrayBuffer, typeof Atomics]
