// memory: value false
// No private field is put on an object that items share, by way of `__proto__`.
() => {
  class Stamp extends Object {
    #kept = 1;
    static isOn = (object) => #kept in object;
  }
  try {
    Stamp.__proto__ = function () {
      return Object.prototype;
    };
    new Stamp();
  } catch { /* refused loudly is as good */ }
  return Stamp.isOn(Object.prototype);
}
