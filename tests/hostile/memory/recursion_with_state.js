// memory: memory|timeout|threw RangeError: Maximum call stack size exceeded
// As what a deep recursion holds.
() => {
  const deeper = (held) => deeper([...held, held]);
  return deeper([]);
}
