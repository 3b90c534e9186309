// results: result
// A result that cannot be written fails its item.
() => ({
  toJSON() {
    throw new Error("a");
  },
})
