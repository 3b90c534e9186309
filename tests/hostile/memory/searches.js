// memory (with=url): threw RangeError: length over the sandbox limit
// The names and values of a search are bounded all together.
() => {
  const search = new URLSearchParams();
  const text = "%".repeat(2 ** 20);
  for (let i = 0; i < 120; i++) search.append(text, i);
  return search.toString().length;
}
