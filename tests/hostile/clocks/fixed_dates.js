// clocks: value "2020-01-01T00:00:00.000Z"
// Dates that are given are just data.
() => new Date("2020-01-01T00:00:00Z").toISOString()
