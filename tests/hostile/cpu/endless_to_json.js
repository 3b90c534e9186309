// cpu: timeout
// A toJSON that never returns ends at the deadline.
() => ({
  toJSON() {
    for (;;);
  },
})
