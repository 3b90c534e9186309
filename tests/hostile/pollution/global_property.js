// pollution: value "clean"
// A property set on the global is gone with its item.
() => {
  if (globalThis.left !== undefined) return "left over";
  try {
    globalThis.left = 1;
  } catch { /* refused loudly is as good */ }
  return globalThis.left !== undefined ? "left over" : "clean";
}
