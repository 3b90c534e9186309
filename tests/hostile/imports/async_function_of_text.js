// imports: value "refused"
// The constructor of async functions makes no code from text.
() => {
  try {
    return typeof (async () => {}).constructor("return 1");
  } catch {
    return "refused";
  }
}
