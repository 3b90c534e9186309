// cpu: timeout
// No name in a job hides the checkpoint that loops call.
() => {
  const tick = Boolean, \u0074ick_ = Boolean;
  let n = 0n;
  for (;;) n = (1n << (2n ** 26n)) % 7n;
}
