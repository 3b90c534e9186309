// cpu: timeout
// A `then` getter that never returns ends at the deadline.
() => ({
  get then() {
    for (;;);
  },
})
