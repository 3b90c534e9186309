// memory: memory|timeout
// Also when the job had waited.
async () => {
  await null;
  const kept = [];
  for (;;) kept[kept.length] = new Array(1000).fill(1);
}
