// threads: value "undefined"
// Nor runs machine code of its own.
() => typeof WebAssembly
