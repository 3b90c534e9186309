// cpu: timeout
// A `finally` that begins the loop again does not outlive the deadline.
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
