// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// An array out of mapped numbers counts towards the budget of binary data.
() => {
  const kept = [];
  for (;;) kept.push(BigInt64Array.from({ length: 2 ** 19 }, () => 1n), Uint8Array.of(1));
}
