// memory: memory|timeout
// A loop without calls that fills the heap with holes ends its item.
() => {
  const kept = [];
  for (let i = 0;; i++) kept[i] = new Array(2 ** 22);
}
