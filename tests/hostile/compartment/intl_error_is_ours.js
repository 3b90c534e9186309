// compartment (with=intl): value true
// An error that Intl throws is of the job's own realm.
() => {
  try {
    new Intl.NumberFormat("not a language");
  } catch (error) {
    return error instanceof RangeError && error.constructor === RangeError && (error.stack ?? "") === "";
  }
}
