// cpu: threw RangeError: length over the sandbox limit
// The length that a proxy gives is checked.
() => {
  let reads = 0;
  const list = new Proxy([], {
    get: (target, key) => key === "length" ? (reads++ ? 2 ** 32 - 1 : 0) : target[key],
  });
  return [Array.prototype.map.call(list, () => 1).length, Array.prototype.concat.call([], list).length].map((n) => n > 2 ** 24 ? n : 0);
}
