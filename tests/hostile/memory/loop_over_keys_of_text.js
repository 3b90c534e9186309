// memory: threw RangeError: length over the sandbox limit
// The indices of a long text are not gone through.
() => {
  let count = 0;
  for (const key in "x".repeat(2 ** 24)) count += key.length;
  return count;
}
