// compartment: refused syntax
// Only the strict language is spoken.
() => {
  with ({}) {
    return 1;
  }
}
