// cpu: timeout
// So is a getter in a result.
() => ({
  get value() {
    for (;;);
  },
})
