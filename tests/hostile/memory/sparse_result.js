// memory: result
// The holes of an array are too many for a text.
() => {
  const holes = [];
  holes.length = 2 ** 32 - 1;
  return holes;
}
