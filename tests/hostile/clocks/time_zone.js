// clocks (with=intl): value "UTC"
// Nor where.
() => new Intl.DateTimeFormat().resolvedOptions().timeZone
