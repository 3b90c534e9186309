// imports: value "refused"
// Text does not become code while a job runs.
() => {
  try {
    return (() => {}).constructor("return 1")();
  } catch {
    return "refused";
  }
}
