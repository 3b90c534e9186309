// results: value {"a":1}
// A result that is a proxy is what its traps say.
() => new Proxy({ b: 2 }, {
  ownKeys: () => ["a", "b"],
  getOwnPropertyDescriptor: (target, key) => ({ value: 1, enumerable: key === "a", configurable: true }),
  get: () => 1,
})
