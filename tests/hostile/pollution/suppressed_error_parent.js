// pollution: value "clean"
// The parents of SuppressedError are those of every error.
() => {
  try {
    using a = { [Symbol.dispose]() { throw 1; } };
    throw 2;
  } catch (error) {
    const parent = Object.getPrototypeOf(Object.getPrototypeOf(error));
    const made = Object.getPrototypeOf(error.constructor);
    return parent === Error.prototype && made !== null && Object.isFrozen(made) ? "clean" : "strange";
  }
}
