// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// A method that makes arrays counts towards the budget, whatever its species.
() => {
  const bytes = new Uint8Array(2 ** 20);
  Object.defineProperty(bytes, "constructor", { value: undefined });
  const kept = [];
  for (;;) kept.push(bytes.slice(), bytes.map((b) => b), bytes.toSorted());
}
