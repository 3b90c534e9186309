// memory: threw RangeError: length over the sandbox limit
// Also when an object hides it.
() => {
  let text = "a".repeat(2 ** 24);
  for (let i = 0; i < 4; i++) text += text;
  return "".split.call({ toString: () => text }, "").length;
}
