// threads: value ["undefined","undefined"]
// Shared memory does not exist.
() => [typeof SharedArrayBuffer, typeof Atomics]
