// clocks (with=intl): value "UTC"
// The machine's time zone does not show in a format.
() => new Intl.DateTimeFormat().resolvedOptions().timeZone
