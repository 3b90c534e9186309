// compartment: value ["undefined","undefined",0]
// The scanner of lines is out of reach: neither its module nor its memory has a name here.
() => {
  let found = 0;
  const seen = new Set();
  const visit = (value) => {
    if (value === null || seen.has(value)) return;
    if (typeof value !== "object" && typeof value !== "function") return;
    seen.add(value);
    const tag = Object.prototype.toString.call(value);
    if (/WebAssembly|ArrayBuffer/.test(tag)) found++;
    visit(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const own = Object.getOwnPropertyDescriptor(value, key);
      for (const part of [own.value, own.get, own.set]) visit(part);
    }
  };
  visit(globalThis);
  return [typeof WebAssembly, typeof globalThis.WebAssembly, found];
}
