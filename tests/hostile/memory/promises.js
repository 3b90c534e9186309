// memory: memory|timeout
// Promises that fill the heap end their item.
() => {
  const kept = [];
  for (;;) kept[kept.length] = new Promise(() => {});
}
