// cpu: timeout
// And a trap of a proxy.
() => new Proxy({}, {
  ownKeys() {
    for (;;);
  },
})
