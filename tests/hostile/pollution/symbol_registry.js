// pollution: value "clean"
// A registered symbol carries nothing.
() => Object.isExtensible(Object(Symbol.for("left"))) && Symbol.for("left").left === undefined ? "clean" : "left over"
