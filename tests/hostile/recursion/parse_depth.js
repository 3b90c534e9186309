// recursion: value "RangeError|SyntaxError"
// A text of a million brackets is an error.
() => {
  try {
    JSON.parse("[".repeat(1_000_000));
    return "parsed";
  } catch (error) {
    return ["RangeError", "SyntaxError"].includes(error.name) ? "RangeError|SyntaxError" : error.name;
  }
}
