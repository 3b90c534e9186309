// pollution: value "clean"
// What all objects share cannot be changed.
() => {
  if (({}).left !== undefined) return "left over";
  try {
    Object.prototype.left = 1;
  } catch { /* refused loudly is as good */ }
  return ({}).left !== undefined ? "left over" : "clean";
}
