// pollution: value "clean"
// A method that is reached through a getter keeps nothing.
() => {
  const { toString } = Error.prototype;
  if (toString.left !== undefined) return "left over";
  try {
    toString.left = 1;
  } catch { /* refused loudly is as good */ }
  return toString.left !== undefined ? "left over" : "clean";
}
