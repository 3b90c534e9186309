// cpu: timeout
// A loop of slow operations is stopped between two of them.
() => {
  let n = 0n;
  while (true) n = (1n << (2n ** 26n)) % 7n;
}
