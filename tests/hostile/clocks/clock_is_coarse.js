// clocks (with=clock): value true
// A clock that was given has whole milliseconds.
() => Number.isInteger(performance.now()) && Number.isInteger(Date.now())
