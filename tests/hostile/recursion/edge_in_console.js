// recursion: value "alive"
// The console's own code at the edge of the stack gives nothing away.
() => {
  let left = 50;
  const deeper = () => {
    try {
      deeper();
    } catch {
      if (left-- > 0) console.log({ a: [1] });
    }
  };
  deeper();
  return "alive";
}
