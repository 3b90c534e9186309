// cpu: timeout
// And its toJSON.
() => ({
  toJSON() {
    for (;;);
  },
})
