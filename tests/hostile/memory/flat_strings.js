// memory: memory|timeout
// As texts.
() => {
  const kept = [];
  for (let i = 0;; i++) {
    const text = "a".repeat(2 ** 23) + i;
    /b/.test(text);
    kept[kept.length] = text;
  }
}
