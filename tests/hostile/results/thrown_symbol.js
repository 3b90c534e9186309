// results: threw Symbol(a)
// Of any kind.
() => {
  throw Symbol("a");
}
