// memory: memory|timeout
// As properties of one object.
() => {
  const kept = {};
  for (let i = 0;; i++) kept["key" + i] = i;
}
