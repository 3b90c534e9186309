// pollution: value "clean"
// A symbol that everybody knows carries nothing.
() => Object.isExtensible(Object(Symbol.for("left"))) && Symbol.for("left").left === undefined ? "clean" : "left over"
