// compartment (with=intl): value true
// Also when the engine threw it.
() => {
  try {
    new Intl.NumberFormat("not a language");
  } catch (error) {
    return error instanceof RangeError && error.constructor === RangeError && (error.stack ?? "") === "";
  }
}
