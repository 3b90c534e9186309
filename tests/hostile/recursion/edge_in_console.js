// recursion: value "alive"
// Nor does our own code there.
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
