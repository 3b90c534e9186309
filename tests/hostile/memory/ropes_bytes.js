// memory (with=bytes): threw RangeError: length over the sandbox limit
// Binary data is not made of thousands of long texts at once.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return new Uint8Array(ropes).length;
}
