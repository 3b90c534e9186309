// compartment (with=bytes): value ["undefined","undefined","undefined"]
// No array keeps the bits of a number that is none.
() => [typeof Float64Array, typeof Float32Array, typeof Float16Array]
