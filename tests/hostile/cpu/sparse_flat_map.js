// cpu: threw RangeError: length over the sandbox limit
// flatMap() refuses a sparse array of 2^32 entries as a result.
() => {
  const holes = [];
  holes.length = 2 ** 32 - 1;
  return [1].flatMap(() => holes).length;
}
