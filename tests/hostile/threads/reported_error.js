// threads: value "undefined"
// reportError() does not exist.
() => typeof reportError
