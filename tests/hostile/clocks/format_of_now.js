// clocks (with=intl): threw TypeError: a date to format is needed
// Formatting a date does not tell what time it is.
() => new Intl.DateTimeFormat().format()
