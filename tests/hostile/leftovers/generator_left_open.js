// leftovers: value 1
// A generator that was not finished is forgotten.
() => {
  const numbers = (function* () {
    try {
      yield 1;
    } finally {
      for (;;);
    }
  })();
  return numbers.next().value;
}
