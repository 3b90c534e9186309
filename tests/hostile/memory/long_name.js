// memory (timeout=5000): memory|timeout
// A text of hundreds of millions of characters is no name for a property.
() => {
  let text = "\u1234".repeat(2 ** 24);
  for (let i = 0; i < 4; i++) text += text;
  return { [text]: 1 }[text];
}
