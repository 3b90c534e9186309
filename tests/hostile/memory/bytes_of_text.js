// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// Or out of a text.
() => {
  const encoder = new TextEncoder();
  const kept = [];
  for (;;) kept.push(encoder.encode("a".repeat(2 ** 20)));
}
