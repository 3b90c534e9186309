// cpu: timeout
// A getter of the result that never returns ends at the deadline.
() => ({
  get value() {
    for (;;);
  },
})
