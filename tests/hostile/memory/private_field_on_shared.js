// memory: threw TypeError: Cannot add a private field to an object that is not extensible
// No private field is put on an object that items share.
() => {
  class Given {
    constructor(object) {
      return object;
    }
  }
  class Stamp extends Given {
    #kept;
    constructor(object, value) {
      super(object);
      this.#kept = value;
    }
  }
  new Stamp(Object.prototype, Array(2 ** 20).fill(1));
}
