// cpu: threw RangeError: length over the sandbox limit
// An array of holes is not turned around.
() => {
  const holes = [];
  holes[2 ** 32 - 2] = 1;
  return holes.reverse();
}
