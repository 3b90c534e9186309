// cpu: timeout
// A comparator that never returns ends at the deadline.
() => [2, 1].sort(() => {
  for (;;);
})
