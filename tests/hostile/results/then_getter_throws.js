// results: threw Error: a
// A `then` getter that throws fails its item.
() => ({
  get then() {
    throw new Error("a");
  },
})
