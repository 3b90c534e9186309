// cpu: threw RangeError: length over the sandbox limit
// flat() refuses a sparse array of 2^32 entries inside another.
() => {
  const holes = [];
  holes.length = 2 ** 32 - 1;
  return [[holes]].flat(2).length;
}
