// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// An array out of a list counts towards the budget of binary data.
() => {
  const list = new Array(2 ** 20).fill(1);
  const kept = [];
  for (;;) kept.push(new Uint32Array(list));
}
