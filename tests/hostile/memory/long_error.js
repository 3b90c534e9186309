// memory: threw Error: aaaaaaaa…
// A long message of an error is cut to a line.
() => {
  throw new Error("a".repeat(2 ** 24));
}
