// memory (with=intl once): threw RangeError: too many formats
// More formats than an item may make are refused.
() => {
  const kept = [];
  for (;;) kept.push(new Intl.NumberFormat("en"));
}
