// recursion: value [[[[…
// A result of that depth is just a text.
() => {
  let nest = [];
  for (let i = 0; i < 100_000; i++) nest = [nest];
  return nest;
}
