// results: threw an error that cannot be shown
// Even without any.
() => {
  throw Object.create(null);
}
