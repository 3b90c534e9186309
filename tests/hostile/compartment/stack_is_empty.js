// compartment: value ["","","",["message","stack"],true]
// Where an error was made is told to the host; the job reads nothing of it.
() => {
  const made = new Error("a");
  const engine = (() => {
    try {
      null.a;
    } catch (error) {
      return error;
    }
  })();
  const names = Object.getOwnPropertyNames(made).sort();
  Error.captureStackTrace?.(made);
  return [made.stack, engine.stack, new class extends TypeError {}().stack, names, Error.prepareStackTrace === undefined || Error.prepareStackTrace() === ""];
}
