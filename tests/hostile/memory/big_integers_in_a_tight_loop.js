// memory: memory|timeout
// A loop without calls that fills the heap with integers ends its item.
() => {
  const kept = [];
  for (let i = 0;; i++) kept[i] = 1n << (2n ** 27n);
}
