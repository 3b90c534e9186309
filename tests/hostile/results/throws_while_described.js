// results: threw an error that cannot be shown
// Also when that fails.
() => {
  throw Object.defineProperty(new Error(), "message", {
    get() {
      throw new Error("b");
    },
  });
}
