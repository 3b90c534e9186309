// results: threw Error: a
// Or cannot be read.
() => ({
  get then() {
    throw new Error("a");
  },
})
