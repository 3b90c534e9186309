// compartment: threw Error: a
// So is one that is its own cause.
() => {
  const error = new Error("a");
  error.cause = error;
  throw error;
}
