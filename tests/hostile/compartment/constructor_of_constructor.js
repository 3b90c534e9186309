// compartment: value "refused"
// The way from an object to code made of text is closed.
() => {
  try {
    return typeof ({}).constructor.constructor("return this")();
  } catch {
    return "refused";
  }
}
