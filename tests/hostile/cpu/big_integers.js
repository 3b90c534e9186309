// cpu: timeout|memory
// Multiplying integers that grow ends at the deadline.
() => {
  let n = 3n;
  for (;;) n = (n * n) % (1n << 4000000n);
}
