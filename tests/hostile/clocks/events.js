// clocks: value ["undefined","undefined"]
// Events and other objects that carry a time do not exist.
() => [typeof Event, typeof AbortSignal]
