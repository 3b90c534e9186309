// memory: memory|timeout
// A map that fills the heap ends its item.
() => {
  const kept = new Map();
  for (let i = 0;; i++) kept.set(i, {});
}
