// compartment: value true
// The stand-in that a guard makes is never given out.
() => {
  const like = { get length() { return 2; }, 0: 2, 1: 1 };
  const seen = [];
  [].forEach.call(like, (value, index, list) => seen.push(list));
  const same = Array.prototype.reverse.call({ get length() { return 0; } });
  return seen.length === 2 && typeof same === "object" && same.length === 0;
}
