// results: threw an error that cannot be shown
// An error that throws while it is described fails its item.
() => {
  throw Object.defineProperty(new Error(), "message", {
    get() {
      throw new Error("b");
    },
  });
}
