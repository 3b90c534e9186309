// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// Binary data out of a text counts towards its budget.
() => {
  const encoder = new TextEncoder();
  const kept = [];
  for (;;) kept.push(encoder.encode("a".repeat(2 ** 20)));
}
