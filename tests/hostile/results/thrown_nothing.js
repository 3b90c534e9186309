// results: threw undefined
// A thrown undefined is described.
() => {
  throw undefined;
}
