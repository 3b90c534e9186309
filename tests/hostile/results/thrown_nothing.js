// results: threw undefined
// Whatever is thrown is described.
() => {
  throw undefined;
}
