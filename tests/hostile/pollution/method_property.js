// pollution: value "clean"
// A method of arrays keeps nothing.
() => {
  if ([].map.left !== undefined) return "left over";
  try {
    [].map.left = 1;
  } catch { /* refused loudly is as good */ }
  return [].map.left !== undefined ? "left over" : "clean";
}
