// compartment: value true
// The guarded methods look like those they guard.
() => [[].map, [].concat, "".split, JSON.parse, Object.keys].every((method) =>
  !Object.hasOwn(method, "prototype") && Object.isFrozen(method))
