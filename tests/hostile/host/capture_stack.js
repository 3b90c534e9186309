// host: value true
// A captured stack is as empty.
() => {
  const target = {};
  Error.captureStackTrace?.(target);
  return target.stack === undefined || !/[/\\]/.test(String(target.stack));
}
