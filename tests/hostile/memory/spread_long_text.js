// memory: threw RangeError: length over the sandbox limit
// A text of millions of characters is not spread into a list.
() => {
  let text = "x".repeat(2 ** 24);
  text += text;
  return [...text].length;
}
