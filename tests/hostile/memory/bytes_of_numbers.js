// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// An array out of mapped numbers counts towards the budget of binary data.
() => {
  const kept = Array.from({ length: 15 }, () => new Uint8Array(2 ** 22));
  for (;;) kept.push(BigInt64Array.from({ length: 2 ** 15 }, () => 1n), Uint8Array.of(1));
}
