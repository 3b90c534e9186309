// imports: value "refused"
// Function makes no code from text.
() => {
  try {
    return (() => {}).constructor("return 1")();
  } catch {
    return "refused";
  }
}
