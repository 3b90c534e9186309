// threads: value ["undefined","undefined","undefined","undefined"]
// Timers do not exist.
() => [typeof setTimeout, typeof setInterval, typeof setImmediate, typeof queueMicrotask]
