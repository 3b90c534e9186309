// pollution: value "clean"
// The iterator of arrays cannot be replaced.
() => {
  if ([][Symbol.iterator]().next.left !== undefined) return "left over";
  try {
    Object.getPrototypeOf([][Symbol.iterator]()).next.left = 1;
  } catch { /* refused loudly is as good */ }
  return [][Symbol.iterator]().next.left !== undefined ? "left over" : "clean";
}
