// memory: memory|timeout
// Integers that fill the heap end their item.
() => {
  const kept = [];
  for (;;) kept[kept.length] = 1n << (2n ** 27n);
}
