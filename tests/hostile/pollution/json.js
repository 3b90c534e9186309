// pollution: value "clean"
// JSON keeps nothing.
() => {
  if (JSON.left !== undefined || JSON.stringify({}) !== "{}") return "left over";
  try {
    JSON.left = 1; JSON.stringify = () => "left";
  } catch { /* refused loudly is as good */ }
  return JSON.left !== undefined || JSON.stringify({}) !== "{}" ? "left over" : "clean";
}
