// results: value {"a":1}
// What a proxy says is what it is.
() => new Proxy({ b: 2 }, {
  ownKeys: () => ["a", "b"],
  getOwnPropertyDescriptor: (target, key) => ({ value: 1, enumerable: key === "a", configurable: true }),
  get: () => 1,
})
