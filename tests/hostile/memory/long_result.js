// memory (once): result-size
// A result has a greatest length.
() => {
  let text = "a".repeat(2 ** 24);
  for (let i = 0; i < 3; i++) text += text;
  return text;
}
