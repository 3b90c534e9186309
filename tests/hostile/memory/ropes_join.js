// memory: threw RangeError: length over the sandbox limit
// join() makes no text over the greatest length of thousands of long ones.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return ropes.join("").length;
}
