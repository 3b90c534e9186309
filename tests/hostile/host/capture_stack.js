// host: value true
// A stack captured by Error.captureStackTrace is empty.
() => {
  const target = {};
  Error.captureStackTrace?.(target);
  return target.stack === undefined || !/[/\\]/.test(String(target.stack));
}
