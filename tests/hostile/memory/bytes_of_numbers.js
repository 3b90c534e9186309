// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// Or of what is mapped to one.
() => {
  const kept = [];
  for (;;) kept.push(BigInt64Array.from({ length: 2 ** 19 }, () => 1n), Uint8Array.of(1));
}
