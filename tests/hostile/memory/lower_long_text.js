// memory: threw RangeError: length over the sandbox limit
// A text over the limit is not changed in case.
() => {
  let text = "A".repeat(2 ** 24);
  text += text;
  return text.toLowerCase().length;
}
