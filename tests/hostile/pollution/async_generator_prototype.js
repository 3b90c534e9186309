// pollution: value "clean"
// The prototype of async generators keeps nothing.
() => {
  if (Object.getPrototypeOf(async function* () {}).prototype.left !== undefined) return "left over";
  try {
    Object.getPrototypeOf(async function* () {}).prototype.left = 1;
  } catch { /* refused loudly is as good */ }
  return Object.getPrototypeOf(async function* () {}).prototype.left !== undefined ? "left over" : "clean";
}
