// pollution: value "clean"
// Nor the parent of what is shared replaced.
() => {
  try {
    Object.setPrototypeOf(Array.prototype, { left: 1 });
  } catch {
    return "clean";
  }
  return "left over";
}
