// compartment: threw an error
// An error without a proper name is described anyway.
() => {
  throw Object.assign(new Error("a"), { name: Symbol("a") });
}
