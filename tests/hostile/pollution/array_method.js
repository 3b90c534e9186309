// pollution: value "clean"
// A method of arrays cannot be replaced.
() => {
  if ([].map.left !== undefined || [].map.name !== "map") return "left over";
  try {
    Array.prototype.map = function left() {};
  } catch { /* refused loudly is as good */ }
  return [].map.left !== undefined || [].map.name !== "map" ? "left over" : "clean";
}
