// imports: value "refused"
// The constructor of generators makes no code from text.
() => {
  try {
    return typeof (function* () {}).constructor("yield 1");
  } catch {
    return "refused";
  }
}
