// pollution: value "clean"
// Whatever items share is frozen: all that is reached from the global behind theirs.
() => {
  const open = [Object.getPrototypeOf(globalThis), ...[function* () {}, async () => {}, async function* () {}, /a/, [][Symbol.iterator](), new Map().keys(), new Set().keys(), "".matchAll(/a/g), ""[Symbol.iterator](), Iterator.from({ next() {} }), [].values().map((x) => x)].map(Object.getPrototypeOf)];
  const seen = new Set();
  const loose = [];
  while (open.length > 0) {
    const value = open.pop();
    if (value === null || (typeof value !== "object" && typeof value !== "function") || seen.has(value)) continue;
    seen.add(value);
    if (!Object.isFrozen(value)) loose.push(String(value?.name ?? typeof value));
    open.push(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const descriptor = Reflect.getOwnPropertyDescriptor(value, key);
      open.push(descriptor.value, descriptor.get, descriptor.set);
      // What a getter gives twice is shared, too.
      const given = () => {
        try {
          return Reflect.apply(descriptor.get, value, []);
        } catch { /* not on this object */ }
      };
      const first = given();
      if (first === given()) open.push(first);
    }
  }
  return loose.length === 0 && seen.size > 500 ? "clean" : loose;
}
