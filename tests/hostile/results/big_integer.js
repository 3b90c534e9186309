// results: value "[12345678901234567890]"
// A BigInt has all its digits as text.
() => JSON.stringify([12345678901234567890n])
