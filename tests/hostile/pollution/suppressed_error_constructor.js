// pollution: value "clean"
// The constructor of SuppressedError keeps nothing.
() => {
  if ((() => { try { using a = { [Symbol.dispose]() { throw 1; } }; throw 2; } catch (e) { return e.constructor.left; } })() !== undefined) return "left over";
  try {
    try { using a = { [Symbol.dispose]() { throw 1; } }; throw 2; } catch (e) { e.constructor.left = 1; }
  } catch { /* refused loudly is as good */ }
  return (() => { try { using a = { [Symbol.dispose]() { throw 1; } }; throw 2; } catch (e) { return e.constructor.left; } })() !== undefined ? "left over" : "clean";
}
