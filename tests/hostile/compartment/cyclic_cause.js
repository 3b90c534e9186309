// compartment: threw Error: a…
// An error that is its own cause is described.
() => {
  const error = new Error("a");
  error.cause = error;
  throw error;
}
