// pollution: value "clean"
// Assigning to an undeclared name leaves nothing behind.
() => {
  if (typeof left !== "undefined") return "left over";
  try {
    left = 1;
  } catch { /* refused loudly is as good */ }
  return typeof left !== "undefined" ? "left over" : "clean";
}
