// pollution: value "clean"
// The prototype of errors that the engine makes keeps nothing.
() => {
  if ((() => { try { null.a; } catch (e) { return Object.getPrototypeOf(e).left; } })() !== undefined) return "left over";
  try {
    try { null.a; } catch (e) { Object.getPrototypeOf(e).left = 1; }
  } catch { /* refused loudly is as good */ }
  return (() => { try { null.a; } catch (e) { return Object.getPrototypeOf(e).left; } })() !== undefined ? "left over" : "clean";
}
