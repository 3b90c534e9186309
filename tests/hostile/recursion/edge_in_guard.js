// recursion: value true
// A guarded method at the edge of the stack gives nothing away.
() => {
  let left = 50;
  let sane = true;
  const deeper = () => {
    try {
      deeper();
    } catch {
      if (left-- <= 0) return;
      try {
        [1].concat([2]).flat();
      } catch (error) {
        sane &&= error instanceof RangeError && error.constructor === RangeError;
      }
    }
  };
  deeper();
  return sane;
}
