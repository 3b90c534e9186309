// compartment: value "TypeError"
// What the engine calls on its own gives nothing away.
async () => {
  try {
    await Array.fromAsync.call(function () { throw new TypeError("a"); }, [1]);
  } catch (error) {
    return error.name;
  }
}
