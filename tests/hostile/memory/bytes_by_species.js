// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// By whatever method, and whoever it says constructs it.
() => {
  const bytes = new Uint8Array(2 ** 20);
  Object.defineProperty(bytes, "constructor", { value: undefined });
  const kept = [];
  for (;;) kept.push(bytes.slice(), bytes.map((b) => b), bytes.toSorted());
}
