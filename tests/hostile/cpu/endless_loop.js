// cpu: timeout
// A loop ends at the deadline.
() => {
  for (;;);
}
