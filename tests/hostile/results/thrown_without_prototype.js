// results: threw {}
// A thrown object without a prototype is described.
() => {
  throw Object.create(null);
}
