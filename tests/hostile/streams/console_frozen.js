// streams: value true
// And they stay as they are.
() => Object.isFrozen(console) && Object.values(console).every(Object.isFrozen)
