// cpu: value -1
// It is read once, and does not change after that.
() => {
  let reads = 0;
  return [].lastIndexOf.call({ get length() { return reads++ ? 2 ** 53 - 1 : 1; } }, 1);
}
