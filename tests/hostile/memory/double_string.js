// memory: threw RangeError: Invalid string length
// A text that doubles stops at its greatest length.
() => {
  let text = "abcdefgh";
  for (;;) text += text;
}
