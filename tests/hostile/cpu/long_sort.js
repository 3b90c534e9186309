// cpu: timeout
// A long sort without a comparator is interrupted at the deadline.
() => {
  const list = [];
  for (let i = 0; i < 2 ** 22; i++) list[i] = (i * 7919) % 1000003;
  return list.sort()[5];
}
