// pollution: value "clean"
// The prototype of a shared object cannot be replaced.
() => {
  try {
    Object.setPrototypeOf(Array.prototype, { left: 1 });
  } catch {
    return "clean";
  }
  return "left over";
}
