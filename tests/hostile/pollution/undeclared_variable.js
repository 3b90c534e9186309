// pollution: value "clean"
// Also not by a name that nobody declared.
() => {
  if (typeof left !== "undefined") return "left over";
  try {
    left = 1;
  } catch { /* refused loudly is as good */ }
  return typeof left !== "undefined" ? "left over" : "clean";
}
