// memory (with=bytes once): threw RangeError: binary data over the sandbox limit
// Many arrays count towards the budget of binary data.
() => {
  const kept = [];
  for (;;) kept.push(new Uint8Array(2 ** 20));
}
