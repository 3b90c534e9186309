// memory: memory|timeout
// Comparing thousands of long texts ends at a limit.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return ropes.map((rope) => rope.localeCompare(ropes[0])).length;
}
