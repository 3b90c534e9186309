// memory: threw RangeError: length over the sandbox limit
// A long text is not taken apart by a loop with a rest.
() => {
  for (const [{ ...rest }] of [["x".repeat(2 ** 24)]]) return Object.keys(rest).length;
}
