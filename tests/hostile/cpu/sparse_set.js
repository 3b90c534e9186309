// cpu: timeout
// A set made of a sparse array of 2^32 entries ends at the deadline.
() => {
  const holes = [];
  holes.length = 2 ** 32 - 1;
  return new Set(holes).size;
}
