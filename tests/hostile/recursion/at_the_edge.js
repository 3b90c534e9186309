// recursion: value "alive"
// What is called at the edge of the stack gains nothing.
() => {
  const found = [];
  const deeper = () => {
    try {
      deeper();
    } catch (error) {
      found.push(error.constructor === RangeError && error instanceof RangeError);
    }
  };
  deeper();
  return found.every(Boolean) ? "alive" : "strange";
}
