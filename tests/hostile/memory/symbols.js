// memory: memory|timeout
// Registered symbols that fill the heap end their item.
() => {
  for (let i = 0;; i++) Symbol.for("a".repeat(100) + i);
}
