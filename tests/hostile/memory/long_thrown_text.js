// memory: threw aaaaaaaa…
// A long text that is thrown is cut to a line.
() => {
  throw "a".repeat(2 ** 24);
}
