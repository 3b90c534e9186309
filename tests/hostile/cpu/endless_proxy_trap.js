// cpu: timeout
// A proxy trap of the result ends at the deadline.
() => new Proxy({}, {
  ownKeys() {
    for (;;);
  },
})
