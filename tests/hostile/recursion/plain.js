// recursion: threw RangeError: Maximum call stack size exceeded
// A recursion without end is an error like others.
() => {
  const deeper = () => deeper() + 1;
  return deeper();
}
