// recursion: threw RangeError: Maximum call stack size exceeded
// A chain of a hundred thousand proxies throws.
() => {
  let chain = {};
  for (let i = 0; i < 100_000; i++) chain = new Proxy(chain, {});
  return chain.a;
}
