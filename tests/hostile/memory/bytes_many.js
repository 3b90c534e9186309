// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// Binary data that was allowed is counted.
() => {
  const kept = [];
  for (;;) kept.push(new Uint8Array(2 ** 20));
}
