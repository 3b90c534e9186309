// pollution: value "clean"
// The prototype of SuppressedError keeps nothing.
() => {
  if ((() => { try { using a = { [Symbol.dispose]() { throw 1; } }; throw 2; } catch (e) { return Object.getPrototypeOf(e).left; } })() !== undefined) return "left over";
  try {
    try { using a = { [Symbol.dispose]() { throw 1; } }; throw 2; } catch (e) { Object.getPrototypeOf(e).left = 1; }
  } catch { /* refused loudly is as good */ }
  return (() => { try { using a = { [Symbol.dispose]() { throw 1; } }; throw 2; } catch (e) { return Object.getPrototypeOf(e).left; } })() !== undefined ? "left over" : "clean";
}
