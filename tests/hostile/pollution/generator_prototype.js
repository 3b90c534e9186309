// pollution: value "clean"
// The prototype of generators keeps nothing.
() => {
  if (Object.getPrototypeOf(function* () {}).left !== undefined) return "left over";
  try {
    Object.getPrototypeOf(function* () {}).left = 1;
  } catch { /* refused loudly is as good */ }
  return Object.getPrototypeOf(function* () {}).left !== undefined ? "left over" : "clean";
}
