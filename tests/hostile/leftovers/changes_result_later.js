// leftovers: value {"a":1}
// A result does not change once it was given.
() => {
  const result = { a: 1 };
  Promise.resolve().then(() => {
    result.a = 2;
  });
  return result;
}
