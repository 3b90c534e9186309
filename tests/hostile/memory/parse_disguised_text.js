// memory (once): threw RangeError: length over the sandbox limit
// A text over the limit is not parsed, as an object with toString either.
() => {
  let text = "1,".repeat(2 ** 23);
  for (let i = 0; i < 4; i++) text += text;
  return JSON.parse({ toString: () => `[${text}1]` }).length;
}
