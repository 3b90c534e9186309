// cpu: timeout
// The four thousand million holes of an array.
() => {
  const holes = [];
  holes.length = 2 ** 32 - 1;
  return new Set(holes).size;
}
