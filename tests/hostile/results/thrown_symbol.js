// results: threw Symbol(a)
// A thrown symbol is described.
() => {
  throw Symbol("a");
}
