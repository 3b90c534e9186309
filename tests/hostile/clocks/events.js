// clocks: value ["undefined","undefined"]
// Nor anything with a time on it.
() => [typeof Event, typeof AbortSignal]
