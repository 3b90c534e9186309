// host: value ["undefined","undefined","undefined"]
// Nothing tells what the machine is made of.
() => [typeof navigator, typeof GPU, typeof WebAssembly]
