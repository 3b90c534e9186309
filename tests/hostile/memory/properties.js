// memory: memory|timeout
// Properties that fill the heap end their item.
() => {
  const kept = {};
  for (let i = 0;; i++) kept["key" + i] = i;
}
