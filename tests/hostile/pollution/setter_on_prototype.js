// pollution: value "clean"
// No setter can be planted where others assign.
() => {
  try {
    Object.defineProperty(Object.prototype, "value", { set() {} });
  } catch {
    return "clean";
  }
  return "left over";
}
