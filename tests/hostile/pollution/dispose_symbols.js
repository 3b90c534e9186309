// pollution: value "clean"
// The symbols of disposal keep nothing.
() => {
  if (typeof Symbol.dispose !== "symbol" || Symbol.left !== undefined) return "left over";
  try {
    Symbol.left = 1; Symbol.dispose = 1;
  } catch { /* refused loudly is as good */ }
  return typeof Symbol.dispose !== "symbol" || Symbol.left !== undefined ? "left over" : "clean";
}
