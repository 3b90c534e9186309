// memory: memory|timeout
// An object with thousands of long keys can be stopped.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return Object.keys(Object.fromEntries(ropes.map((rope) => [rope, 1]))).length;
}
