// memory: memory|timeout
// A heap that grows after an await ends its item, not the program.
async () => {
  await null;
  const kept = [];
  for (;;) kept[kept.length] = new Array(1000).fill(1);
}
