// imports: value "refused"
// Nor a generator.
() => {
  try {
    return typeof (function* () {}).constructor("yield 1");
  } catch {
    return "refused";
  }
}
