// memory: threw RangeError: length over the sandbox limit
// Math.max() is not given thousands of long texts by a spread.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return Math.max(...ropes.slice(0, 5_000));
}
