// cpu: timeout
// The message getter of a thrown error ends at the deadline.
() => {
  throw Object.defineProperty(new Error(), "message", {
    get() {
      for (;;);
    },
  });
}
