// cpu: timeout
// And the message of an error.
() => {
  throw Object.defineProperty(new Error(), "message", {
    get() {
      for (;;);
    },
  });
}
