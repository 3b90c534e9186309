// pollution (with=clock,random,bytes,url,intl,digest): value "clean"
// With every endowment, whatever items share is frozen.
() => {
  const open = [Object.getPrototypeOf(globalThis), Object.getPrototypeOf(new URL("a:b")), Object.getPrototypeOf(new URL("a:b").searchParams), Object.getPrototypeOf(new TextEncoder().encode("a")), Object.getPrototypeOf(new Intl.NumberFormat())];
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
  return loose.length === 0 && seen.size > 600 ? "clean" : loose;
}
