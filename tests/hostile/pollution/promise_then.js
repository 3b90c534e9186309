// pollution: value "clean"
// Promise.prototype.then cannot be replaced.
() => {
  if (Promise.prototype.then.name !== "then") return "left over";
  try {
    Promise.prototype.then = function left() {};
  } catch { /* refused loudly is as good */ }
  return Promise.prototype.then.name !== "then" ? "left over" : "clean";
}
