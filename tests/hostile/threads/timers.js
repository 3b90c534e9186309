// threads: value ["undefined","undefined","undefined","undefined"]
// There are no timers to come back by.
() => [typeof setTimeout, typeof setInterval, typeof setImmediate, typeof queueMicrotask]
