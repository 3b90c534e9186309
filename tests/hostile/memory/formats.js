// memory (with=intl timeout=8000): threw RangeError: too many formats
// Formats that were allowed are counted.
() => {
  const kept = [];
  for (;;) kept.push(new Intl.NumberFormat("en"));
}
