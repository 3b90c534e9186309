// cpu: timeout
// Nor are promises that settle for ever.
async () => {
  for (;;) await null;
}
