// compartment: value 1
// An arrow of two operators that looks like an old comment is none.
() => {
  let n = 2;
  while (n --> 1);
  return n + 1;
}
