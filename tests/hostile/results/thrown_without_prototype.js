// results: threw an error that cannot be shown
// A thrown object without a prototype is described.
() => {
  throw Object.create(null);
}
