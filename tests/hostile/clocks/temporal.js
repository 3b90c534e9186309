// clocks: value ["undefined","undefined"]
// Temporal does not exist, and no date leads to it.
() => [typeof Temporal, typeof new Date(0).toTemporalInstant]
