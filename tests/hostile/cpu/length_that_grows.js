// cpu: value -1
// The length of an array-like is read once, and cannot grow after the check.
() => {
  let reads = 0;
  return [].lastIndexOf.call({ get length() { return reads++ ? 2 ** 53 - 1 : 1; } }, 1);
}
