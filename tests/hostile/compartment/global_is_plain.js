// compartment: value true
// The global's parent is the parent of all objects.
() => Object.getPrototypeOf(globalThis) === Object.prototype
