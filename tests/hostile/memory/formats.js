// memory (with=intl once): threw RangeError: too many formats
// Formats that were allowed are counted.
() => {
  const kept = [];
  for (;;) kept.push(new Intl.NumberFormat("en"));
}
