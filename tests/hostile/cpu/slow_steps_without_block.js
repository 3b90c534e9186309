// cpu: timeout
// A loop without a block is stopped between two slow operations.
() => {
  let n = 0n;
  do n = (1n << (2n ** 26n)) % 7n; while (true);
}
