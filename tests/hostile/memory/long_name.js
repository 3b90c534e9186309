// memory: threw RangeError: length over the sandbox limit
// A text that would make an enormous name of a property is not made.
() => {
  let text = "\u1234".repeat(2 ** 24);
  for (let i = 0; i < 4; i++) text += text;
  return { [text]: 1 }[text];
}
