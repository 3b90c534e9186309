// compartment (with=url): value true
// An error that URL throws is of the job's own realm.
() => {
  try {
    new URL("nowhere");
  } catch (error) {
    return error instanceof TypeError && error.constructor === TypeError;
  }
}
