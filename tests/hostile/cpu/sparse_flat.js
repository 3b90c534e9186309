// cpu: threw RangeError: length over the sandbox limit
// Nor flattened, inside of another.
() => {
  const holes = [];
  holes.length = 2 ** 32 - 1;
  return [[holes]].flat(2).length;
}
