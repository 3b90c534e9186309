// memory: memory|timeout|threw RangeError…
// JSON of thousands of long texts can be stopped.
() => {
  const part = "k".repeat(2 ** 22);
  const ropes = Array.from({ length: 20_000 }, (_, n) => part + (1e6 + n));
  return JSON.stringify(ropes).length;
}
