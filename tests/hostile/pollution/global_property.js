// pollution: value "clean"
// Nor the global.
() => {
  if (globalThis.left !== undefined) return "left over";
  try {
    globalThis.left = 1;
  } catch { /* refused loudly is as good */ }
  return globalThis.left !== undefined ? "left over" : "clean";
}
