// cpu: timeout
// In any form.
() => {
  const next = () => Promise.resolve().then(next);
  return next();
}
