// recursion: result
// A result that contains itself.
() => {
  const ring = {};
  ring.ring = ring;
  return ring;
}
