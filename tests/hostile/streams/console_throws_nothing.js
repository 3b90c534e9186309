// streams: value "alive"
// A value that cannot be shown is no reason to fail.
() => {
  console.log({ toJSON() { throw new Error("a"); } }, new Proxy({}, { ownKeys() { throw 1; } }));
  console.log(Symbol("a"), 1n, () => 1, null, undefined, new Error("a"));
  return "alive";
}
