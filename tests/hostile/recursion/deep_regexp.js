// recursion: value "SyntaxError"
// A pattern of that depth.
() => {
  try {
    return new RegExp("(".repeat(100_000) + ")".repeat(100_000)).test("a");
  } catch (error) {
    return error.name;
  }
}
