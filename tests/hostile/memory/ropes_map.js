// memory: memory|timeout
// A map of thousands of long texts can be stopped.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return new Map(ropes.map((rope) => [rope, 1])).size;
}
