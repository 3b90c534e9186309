// pollution: value "clean"
// What says which item it is belongs to one item.
() => {
  if (Object.getPrototypeOf({}).index !== undefined) return "left over";
  try {
    Object.getPrototypeOf({}).index = 7;
  } catch { /* refused loudly is as good */ }
  return Object.getPrototypeOf({}).index !== undefined ? "left over" : "clean";
}
