// cpu: timeout
// However the loop is written.
() => {
  let n = 0n;
  do n = (1n << (2n ** 26n)) % 7n; while (true);
}
