// streams: value "alive"
// Nor does one enormous line.
() => {
  console.log("a".repeat(2 ** 24), ["b".repeat(2 ** 20)]);
  return "alive";
}
