// cpu: timeout
// And its then.
() => ({
  get then() {
    for (;;);
  },
})
