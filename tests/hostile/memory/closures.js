// memory: memory|timeout
// As functions.
() => {
  let kept = () => 1;
  for (;;) {
    const before = kept;
    kept = () => before;
  }
}
