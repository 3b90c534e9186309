// memory: threw RangeError: length over the sandbox limit
// Nor normalised.
() => {
  let text = "\u0300".repeat(2 ** 24);
  text += text;
  return text.normalize("NFD").length;
}
