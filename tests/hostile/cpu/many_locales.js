// cpu (with=intl): value [true,true,true,true]
// No call is given more locales than it gets through at once.
() => {
  const locales = Array.from({ length: 2 ** 16 }, (_, i) => "de-x-" + i);
  return [
    () => Intl.getCanonicalLocales(locales),
    () => Intl.NumberFormat.supportedLocalesOf({ length: 2 ** 24 }),
    () => new Intl.NumberFormat(locales),
    () => (1.5).toLocaleString(locales),
  ].map((call) => {
    try {
      return call() === undefined;
    } catch (error) {
      return error instanceof RangeError;
    }
  });
}
