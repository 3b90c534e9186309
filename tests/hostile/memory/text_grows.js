// memory: threw RangeError: length over the sandbox limit
// A text that grows by += stops at its greatest length.
() => {
  const part = "a".repeat(2 ** 24);
  let text = "";
  for (;;) text += part;
}
