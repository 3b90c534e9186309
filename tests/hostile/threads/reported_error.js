// threads: value "undefined"
// An error is the item's own.
() => typeof reportError
