// recursion: threw RangeError: Maximum call stack size exceeded
// The text of lists nested too deep throws.
() => {
  let nest = [];
  for (let i = 0; i < 100_000; i++) nest = [nest];
  return String(nest);
}
