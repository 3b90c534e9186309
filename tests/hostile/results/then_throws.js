// results: threw Error: a
// A `then` that throws fails its item.
() => ({
  then() {
    throw new Error("a");
  },
})
