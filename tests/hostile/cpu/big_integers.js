// cpu: timeout|memory
// Numbers of any size.
() => {
  let n = 3n;
  for (;;) n = (n * n) % (1n << 4000000n);
}
