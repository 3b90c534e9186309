// pollution (with=clock,random,bytes,url,intl,digest): value "clean"
// The classes of endowments keep nothing.
() => {
  const given = [URL, URLSearchParams, TextEncoder, TextDecoder, Uint8Array, Intl, Intl.NumberFormat, Date, Math, performance];
  const left = given.filter((thing) => {
    if (thing.left || thing.prototype?.left) return true;
    try { thing.left = 1; } catch { /* frozen */ }
    try { thing.prototype.left = 1; } catch { /* frozen */ }
    return thing.left || thing.prototype?.left;
  });
  return left.length === 0 ? "clean" : "left over";
}
