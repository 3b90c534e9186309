// host: value true
// A job cannot change how long stacks are.
() => {
  const before = Error.stackTraceLimit;
  try {
    Error.stackTraceLimit = 1234;
  } catch { /* frozen is as good */ }
  return Error.stackTraceLimit === before || Error.stackTraceLimit !== 1234;
}
