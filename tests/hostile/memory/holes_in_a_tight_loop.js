// memory: memory|timeout
// Whatever it fills the heap with.
() => {
  const kept = [];
  for (let i = 0;; i++) kept[i] = new Array(2 ** 22);
}
