// memory: threw Error: aaaaaaaa…
// What is thrown is cut to a line.
() => {
  throw new Error("a".repeat(2 ** 24));
}
