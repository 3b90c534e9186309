// compartment (with=bytes): value true
// An error that atob throws is of the job's own realm.
() => {
  try {
    atob("*");
  } catch (error) {
    return error instanceof RangeError && error.constructor === RangeError;
  }
}
