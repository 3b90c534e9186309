// compartment: value true
// A function called by itself has no global for `this`.
() => (function () {
  return this;
})() === undefined
