// memory: memory|timeout
// As promises that nobody waits for.
() => {
  const kept = [];
  for (;;) kept[kept.length] = new Promise(() => {});
}
