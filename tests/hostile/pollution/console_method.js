// pollution: value "clean"
// A method of the console cannot be replaced.
() => {
  if (console.log.left !== undefined || console.left !== undefined) return "left over";
  try {
    console.left = 1; console.log.left = 1;
  } catch { /* refused loudly is as good */ }
  return console.log.left !== undefined || console.left !== undefined ? "left over" : "clean";
}
