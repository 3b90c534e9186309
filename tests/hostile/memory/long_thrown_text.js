// memory: threw aaaaaaaa…
// Of any kind.
() => {
  throw "a".repeat(2 ** 24);
}
