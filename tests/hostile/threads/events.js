// threads: value ["undefined","undefined","undefined","undefined"]
// The classes of events do not exist.
() => [typeof addEventListener, typeof EventTarget, typeof Event, typeof onmessage]
