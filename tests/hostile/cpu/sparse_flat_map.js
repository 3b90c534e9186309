// cpu: threw RangeError: length over the sandbox limit
// Nor returned to be flattened.
() => {
  const holes = [];
  holes.length = 2 ** 32 - 1;
  return [1].flatMap(() => holes).length;
}
