// pollution: value "clean"
// A property set on the global is gone with its item.
() => {
  if (globalThis.left !== undefined) return "left over";
  globalThis.left = 1;
  return globalThis.left === 1 ? "clean" : "not even kept for the item";
}
