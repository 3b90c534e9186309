// compartment: value [0,"",true]
// What a job sets to hear of calls is not called.
() => {
  let calls = 0;
  for (const target of [Error, TypeError, Error.prototype.constructor]) {
    try {
      target.prepareStackTrace = () => calls++;
    } catch {}
    try {
      target.stackTraceLimit = 1e6;
    } catch {}
  }
  const error = new RangeError("a");
  return [calls, error.stack, calls === 0];
}
