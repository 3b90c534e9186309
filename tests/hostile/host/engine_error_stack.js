// host: value ""
// The stack of an error that the engine made is empty.
() => {
  try {
    null.a;
  } catch (error) {
    return error.stack ?? "";
  }
}
