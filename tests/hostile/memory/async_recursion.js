// memory: memory|timeout
// Async calls that wait for each other without end stop at a limit.
() => {
  const deeper = async (n) => (await null, await deeper(n + 1));
  return deeper(0);
}
