// memory: memory|timeout
// As symbols that everybody knows.
() => {
  for (let i = 0;; i++) Symbol.for("a".repeat(100) + i);
}
