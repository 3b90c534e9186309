// leftovers: timeout
// An await that never settles ends at the deadline.
async () => {
  await new Promise(() => {});
}
