// memory: memory|timeout
// Padding thousands of long texts ends at a limit.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return ropes.map((rope) => rope.padEnd(2 ** 24, rope)[5]).length;
}
