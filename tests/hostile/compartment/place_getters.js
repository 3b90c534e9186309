// compartment: threw Error: a
// A getter of the job's in the place of its stack tells the host nothing, and costs only its item.
() => {
  const error = new Error("a");
  Object.defineProperty(error, "stack", { get: () => ({ toString: () => "at file:///etc" }) });
  throw error;
}
