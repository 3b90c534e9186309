// imports: value "refused"
// Nor an asynchronous function.
() => {
  try {
    return typeof (async () => {}).constructor("return 1");
  } catch {
    return "refused";
  }
}
