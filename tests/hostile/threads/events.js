// threads: value ["undefined","undefined","undefined","undefined"]
// Nothing listens, and nothing is heard.
() => [typeof addEventListener, typeof EventTarget, typeof Event, typeof onmessage]
