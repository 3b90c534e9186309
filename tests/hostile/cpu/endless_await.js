// cpu: timeout
// Promises that settle for ever end at the deadline.
async () => {
  for (;;) await null;
}
