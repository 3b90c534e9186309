// recursion: value "SyntaxError"
// A pattern nested too deep throws.
() => {
  try {
    return new RegExp("(".repeat(100_000) + ")".repeat(100_000)).test("a");
  } catch (error) {
    return error.name;
  }
}
