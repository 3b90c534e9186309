// compartment: refused syntax
// `with` is refused, as in every strict text.
() => {
  with ({}) {
    return 1;
  }
}
