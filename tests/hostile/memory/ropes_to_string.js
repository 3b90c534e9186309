// memory: threw RangeError: length over the sandbox limit
// The text of an array is not made over the greatest length.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return String(ropes).length;
}
