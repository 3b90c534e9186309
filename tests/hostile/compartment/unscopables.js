// compartment: value "clean"
// No name can be hidden from or shown to others.
() => {
  try {
    globalThis[Symbol.unscopables] = { Object: true };
  } catch { /* refused */ }
  return globalThis[Symbol.unscopables] === undefined && typeof Object === "function" ? "clean" : "changed";
}
