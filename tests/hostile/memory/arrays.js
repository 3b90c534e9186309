// memory: memory|timeout
// A heap that grows ends its item, not the program.
() => {
  const kept = [];
  for (;;) kept[kept.length] = [1, 2, 3];
}
