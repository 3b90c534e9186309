// cpu: timeout
// What a `finally` adds does not help.
() => {
  const again = () => {
    try {
      again();
    } finally {
      again();
    }
  };
  again();
}
