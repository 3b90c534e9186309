// pollution: value "clean"
// Math keeps nothing.
() => {
  if (Math.left !== undefined || Math.max(1, 2) !== 2) return "left over";
  try {
    Math.left = 1; Math.max = () => 7;
  } catch { /* refused loudly is as good */ }
  return Math.left !== undefined || Math.max(1, 2) !== 2 ? "left over" : "clean";
}
