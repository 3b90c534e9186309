// memory: memory|timeout
// Reading thousands of long texts as numbers ends at a limit.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return ropes.map(Number).length;
}
