// compartment (with=url): value true
// Of whatever was given.
() => {
  try {
    new URL("nowhere");
  } catch (error) {
    return error instanceof TypeError && error.constructor === TypeError;
  }
}
