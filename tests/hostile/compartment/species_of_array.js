// compartment: value true
// What a method makes is what the caller said, inside the job.
() => {
  class Own extends Array {
    static get [Symbol.species]() {
      return Object;
    }
  }
  return !(new Own(1, 2).map((n) => n) instanceof Own);
}
