// cpu: threw RangeError: length over the sandbox limit
// sort() refuses a sparse array of 2^32 entries.
() => {
  const holes = [];
  holes[2 ** 32 - 2] = 1;
  return holes.sort();
}
