// pollution: value "clean"
// Nor how arrays are read.
() => {
  if ([][Symbol.iterator]().next.left !== undefined) return "left over";
  try {
    Object.getPrototypeOf([][Symbol.iterator]()).next.left = 1;
  } catch { /* refused loudly is as good */ }
  return [][Symbol.iterator]().next.left !== undefined ? "left over" : "clean";
}
