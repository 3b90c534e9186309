// memory: threw TypeError: Cannot add a private field to an object that is not extensible
// No private method is put on an object that items share.
() => {
  function Given(object) {
    return object;
  }
  const kept = Array(2 ** 20).fill(1);
  new (class extends Given {
    #method() {
      return kept;
    }
  })(Array.prototype);
}
