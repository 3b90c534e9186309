// memory (once): threw RangeError: length over the sandbox limit
// A text over the limit is not parsed.
() => {
  let text = "1,".repeat(2 ** 23);
  for (let i = 0; i < 4; i++) text += text;
  return JSON.parse(`[${text}1]`).length;
}
