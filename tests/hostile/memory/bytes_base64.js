// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// Binary data out of Base64 counts towards its budget.
() => {
  const kept = [];
  for (;;) kept.push((Uint8Array.fromBase64 ?? Uint8Array.fromHex)?.("aaaa".repeat(2 ** 18)) ?? new Uint8Array(2 ** 20));
}
