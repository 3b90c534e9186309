// memory: threw TypeError: the parent of a class with private members cannot be changed
// No private field is put on an object that items share, by a parent that comes later.
() => {
  class Stamp extends Object {
    #kept = Array(2 ** 20).fill(1);
  }
  const given = function () {
    return Object.prototype;
  };
  for (const set of [Reflect.setPrototypeOf, Object.setPrototypeOf]) {
    set(Stamp, given);
    new Stamp();
  }
}
