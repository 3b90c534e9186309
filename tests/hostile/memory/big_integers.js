// memory: memory|timeout
// As numbers.
() => {
  const kept = [];
  for (;;) kept[kept.length] = 1n << (2n ** 27n);
}
