// recursion: threw RangeError: Maximum call stack size exceeded
// flat(Infinity) of a deep nest throws.
() => {
  let nest = [];
  for (let i = 0; i < 100_000; i++) nest = [nest];
  return nest.flat(Infinity).length;
}
