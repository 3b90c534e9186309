// memory: threw RangeError: length over the sandbox limit
// A long text is not taken apart by a pattern with a rest.
() => {
  const { ...rest } = "x".repeat(2 ** 24);
  return Object.keys(rest).length;
}
