// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// Or of a list.
() => {
  const list = new Array(2 ** 20).fill(1);
  const kept = [];
  for (;;) kept.push(new Uint32Array(list));
}
