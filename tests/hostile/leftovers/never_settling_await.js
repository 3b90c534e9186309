// leftovers: timeout
// Also when a job waits for it.
async () => {
  await new Promise(() => {});
}
