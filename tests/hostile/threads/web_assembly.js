// threads: value "undefined"
// WebAssembly does not exist.
() => typeof WebAssembly
