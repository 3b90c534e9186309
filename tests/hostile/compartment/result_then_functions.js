// compartment: value "refused"
// What the host hands to a `then` leads nowhere.
() => ({
  then(resolve) {
    try {
      resolve(typeof resolve.constructor.constructor("return globalThis")());
    } catch {
      resolve("refused");
    }
  },
})
