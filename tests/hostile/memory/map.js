// memory: memory|timeout
// In whatever it grows.
() => {
  const kept = new Map();
  for (let i = 0;; i++) kept.set(i, {});
}
