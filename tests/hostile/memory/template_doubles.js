// memory: threw RangeError: length over the sandbox limit
// A text that doubles by a template stops at its greatest length.
() => {
  let text = "a";
  for (;;) text = `${text}${text}`;
}
