// compartment: value ["undefined","undefined","undefined"]
// Float arrays, which keep the bits of a NaN, do not exist unless given.
() => [typeof Float64Array, typeof Float32Array, typeof Float16Array]
