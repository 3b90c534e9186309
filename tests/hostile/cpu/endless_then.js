// cpu: timeout
// A `then` that never returns ends at the deadline.
() => {
  const next = () => Promise.resolve().then(next);
  return next();
}
