// recursion: timeout|memory
// A promise of itself, again and again.
() => {
  const again = { then: (resolve) => resolve(again) };
  return again;
}
