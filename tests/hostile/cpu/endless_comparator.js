// cpu: timeout
// A comparison that does not end is stopped.
() => [2, 1].sort(() => {
  for (;;);
})
