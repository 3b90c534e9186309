// recursion: threw RangeError: Maximum call stack size exceeded
// To be flattened.
() => {
  let nest = [];
  for (let i = 0; i < 100_000; i++) nest = [nest];
  return nest.flat(Infinity).length;
}
