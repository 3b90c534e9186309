// recursion: result
// A result that contains itself fails its item.
() => {
  const ring = {};
  ring.ring = ring;
  return ring;
}
