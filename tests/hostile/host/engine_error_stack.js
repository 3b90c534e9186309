// host: value ""
// Neither does that of an error the engine made.
() => {
  try {
    null.a;
  } catch (error) {
    return error.stack ?? "";
  }
}
