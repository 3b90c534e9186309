// results: threw Error: a
// A `then` that fails.
() => ({
  then() {
    throw new Error("a");
  },
})
