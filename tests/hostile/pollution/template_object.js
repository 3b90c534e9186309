// pollution: value "clean"
// The template object of a tag keeps nothing.
() => {
  if (((parts) => parts.left)`a` !== undefined) return "left over";
  try {
    ((parts) => { parts.left = 1; })`a`;
  } catch { /* refused loudly is as good */ }
  return ((parts) => parts.left)`a` !== undefined ? "left over" : "clean";
}
