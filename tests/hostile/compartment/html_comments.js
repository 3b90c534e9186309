// compartment: value 1
// Old comments are no comments.
() => {
  let n = 2;
  while (n --> 1);
  return n + 1;
}
