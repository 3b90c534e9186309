// memory (once): threw RangeError: length over the sandbox limit
// A text is not split into more pieces than V8 can count.
() => {
  let text = "a".repeat(2 ** 24);
  for (let i = 0; i < 4; i++) text += text;
  return text.split("").length;
}
