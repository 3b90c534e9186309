// memory: memory|timeout|threw RangeError: Maximum call stack size exceeded
// A recursion that holds large values ends its item.
() => {
  const deeper = (held) => deeper([...held, held]);
  return deeper([]);
}
