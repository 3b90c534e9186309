// memory: threw RangeError: Invalid string length
// A text has a greatest length.
() => {
  let text = "abcdefgh";
  for (;;) text += text;
}
