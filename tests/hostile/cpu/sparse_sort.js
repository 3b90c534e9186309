// cpu: threw RangeError: length over the sandbox limit
// Nor sorted.
() => {
  const holes = [];
  holes[2 ** 32 - 2] = 1;
  return holes.sort();
}
