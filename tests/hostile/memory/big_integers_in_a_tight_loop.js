// memory: memory|timeout
// A loop that calls nothing is stopped as well.
() => {
  const kept = [];
  for (let i = 0;; i++) kept[i] = 1n << (2n ** 27n);
}
