// compartment: value true
// Behind an item's global is the shared one, and behind that the parent of all objects.
() => Object.getPrototypeOf(Object.getPrototypeOf(globalThis)) === Object.prototype
