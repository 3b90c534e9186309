// pollution: value "clean"
// The constructor of errors keeps nothing.
() => {
  if (Error.left !== undefined) return "left over";
  try {
    Error.left = 1;
  } catch { /* refused loudly is as good */ }
  return Error.left !== undefined ? "left over" : "clean";
}
