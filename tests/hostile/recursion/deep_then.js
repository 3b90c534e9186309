// recursion: timeout|memory
// A thenable that resolves to itself for ever stops at a limit.
() => {
  const again = { then: (resolve) => resolve(again) };
  return again;
}
