// memory: memory|timeout
// Flat texts that fill the heap end their item.
() => {
  const kept = [];
  for (let i = 0;; i++) {
    const text = "a".repeat(2 ** 23) + i;
    /b/.test(text);
    kept[kept.length] = text;
  }
}
