// pollution (once with=clock,random,bytes,url,intl,digest): value "clean"
// No function gives the same object twice that keeps something, frozen or not.
() => {
  const open = [Object.getPrototypeOf(globalThis), Object.getPrototypeOf(function* () {}), Object.getPrototypeOf(async function* () {})];
  const seen = new Set();
  const loose = [];
  const { getOwnPropertyDescriptor: property, getPrototypeOf: parent } = Reflect;
  // Each throws, but for an object that has a state of its own.
  const states = [
    (value) => Map.prototype.has.call(value),
    (value) => Set.prototype.has.call(value),
    (value) => WeakMap.prototype.has.call(value),
    (value) => WeakSet.prototype.has.call(value),
    (value) => Date.prototype.getTime.call(value),
    (value) => Promise.prototype.then.call(value),
    (value) => parent(parent((function* () {})())).next.call(value),
    (value) => parent([].keys()).next.call(value),
    (value) => property(ArrayBuffer.prototype, "byteLength").get.call(value),
    (value) => property(parent(Uint8Array.prototype), Symbol.toStringTag).get.call(value).length,
    (value) => URL.prototype.toString.call(value),
    (value) => URLSearchParams.prototype.toString.call(value),
    (value) => TextDecoder.prototype.decode.call(value),
  ];
  const attempt = (call) => {
    try {
      return call();
    } catch {
      return undefined;
    }
  };
  while (open.length > 0) {
    const value = open.pop();
    if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value)) continue;
    seen.add(value);
    const keeps = states.some((state) => attempt(() => (state(value), true)));
    if (keeps || !Object.isFrozen(value)) loose.push(String(value?.name ?? typeof value));
    open.push(parent(value));
    for (const key of Reflect.ownKeys(value)) {
      const { value: given, get, set } = property(value, key);
      open.push(given, get, set);
      const calls = [() => get.call(value), () => given.call(value), () => given.call(value, value), () => given.call({}, {}), () => given.call(value, "a", "b"), () => given.call(value, 1), () => given.call(value, () => {}, () => {}), () => new given()];
      for (const call of calls) {
        const first = attempt(call);
        if (first === attempt(call)) open.push(first);
      }
    }
  }
  return loose.length === 0 && seen.size > 500 ? "clean" : loose;
}
