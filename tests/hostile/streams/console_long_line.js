// streams: value "alive"
// One enormous line is cut.
() => {
  console.log("a".repeat(2 ** 24), ["b".repeat(2 ** 20)]);
  return "alive";
}
