// recursion: value [[[[…
// A result nested thousands deep is written as JSON.
() => {
  let nest = [];
  for (let i = 0; i < 100_000; i++) nest = [nest];
  return nest;
}
