// pollution: value "clean"
// The prototype of async functions keeps nothing.
() => {
  if (Object.getPrototypeOf(async () => {}).left !== undefined) return "left over";
  try {
    Object.getPrototypeOf(async () => {}).left = 1;
  } catch { /* refused loudly is as good */ }
  return Object.getPrototypeOf(async () => {}).left !== undefined ? "left over" : "clean";
}
