// host: value "untouched"
// Nobody can hook into how stacks are made.
() => {
  try {
    Error.prepareStackTrace = () => "hooked";
  } catch {
    return "untouched";
  }
  return String(new Error("a").stack) === "hooked" ? "hooked" : "untouched";
}
