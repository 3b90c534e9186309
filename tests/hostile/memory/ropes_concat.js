// memory: threw RangeError: length over the sandbox limit
// concat() of texts makes none over the greatest length.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return "".concat(...ropes).length;
}
