// pollution: value "clean"
// RegExp remembers no last match.
() => {
  if (typeof RegExp.$1 === "string" && RegExp.$1 !== "") return "left over";
  try {
    /(left)/.exec("left");
  } catch { /* refused loudly is as good */ }
  return typeof RegExp.$1 === "string" && RegExp.$1 !== "" ? "left over" : "clean";
}
