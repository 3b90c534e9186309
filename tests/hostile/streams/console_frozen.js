// streams: value true
// The methods of the console are frozen.
() => Object.isFrozen(console) && Object.values(console).every(Object.isFrozen)
