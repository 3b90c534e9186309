// memory: threw RangeError: length over the sandbox limit
// A text over the limit is not normalised.
() => {
  let text = "\u0300".repeat(2 ** 24);
  text += text;
  return text.normalize("NFD").length;
}
