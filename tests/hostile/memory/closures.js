// memory: memory|timeout
// Functions that fill the heap end their item.
() => {
  let kept = () => 1;
  for (;;) {
    const before = kept;
    kept = () => before;
  }
}
