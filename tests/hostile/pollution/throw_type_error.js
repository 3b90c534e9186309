// pollution: value "clean"
// The function behind restricted accessors keeps nothing.
() => {
  if (Object.getOwnPropertyDescriptor(function () { "use strict"; return arguments; }(), "callee").get.left !== undefined) return "left over";
  try {
    Object.getOwnPropertyDescriptor(function () { "use strict"; return arguments; }(), "callee").get.left = 1;
  } catch { /* refused loudly is as good */ }
  return Object.getOwnPropertyDescriptor(function () { "use strict"; return arguments; }(), "callee").get.left !== undefined ? "left over" : "clean";
}
