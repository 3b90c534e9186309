// memory: memory|timeout
// As calls that wait for each other.
() => {
  const deeper = async (n) => (await null, await deeper(n + 1));
  return deeper(0);
}
