// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// An array out of a list counts towards the budget of binary data.
() => {
  const list = new Array(2 ** 16).fill(1);
  const kept = Array.from({ length: 15 }, () => new Uint8Array(2 ** 22));
  for (;;) kept.push(new Uint32Array(list));
}
