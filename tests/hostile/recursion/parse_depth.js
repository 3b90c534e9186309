// recursion: value "RangeError|SyntaxError"
// Parsing a million brackets throws.
() => {
  try {
    JSON.parse("[".repeat(1_000_000));
    return "parsed";
  } catch (error) {
    return ["RangeError", "SyntaxError"].includes(error.name) ? "RangeError|SyntaxError" : error.name;
  }
}
