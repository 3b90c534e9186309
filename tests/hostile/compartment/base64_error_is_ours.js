// compartment (with=bytes): value true
// An error of what was given is of the job's own kind.
() => {
  try {
    atob("*");
  } catch (error) {
    return error instanceof RangeError && error.constructor === RangeError;
  }
}
