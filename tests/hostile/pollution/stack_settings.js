// pollution: value "clean"
// What says how stacks are written keeps nothing, and is a new function each time.
() => {
  const settings = () => [Error.stackTraceLimit, Error.prepareStackTrace.left];
  if (settings().some((value) => value !== undefined)) return "left over";
  try {
    Error.prepareStackTrace.left = 1;
    Error.prepareStackTrace = () => "left";
    Error.stackTraceLimit = 7;
  } catch { /* refused loudly is as good */ }
  return settings().some((value) => value !== undefined) ? "left over" : "clean";
}
