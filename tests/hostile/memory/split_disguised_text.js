// memory: threw RangeError: length over the sandbox limit
// A text over the limit is not split, as an object with toString either.
() => {
  let text = "a".repeat(2 ** 24);
  for (let i = 0; i < 4; i++) text += text;
  return "".split.call({ toString: () => text }, "").length;
}
