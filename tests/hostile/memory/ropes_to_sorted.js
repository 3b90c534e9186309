// memory: memory|timeout
// toSorted() of thousands of long texts can be stopped.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return ropes.slice(0, 4_000).toSorted().length;
}
