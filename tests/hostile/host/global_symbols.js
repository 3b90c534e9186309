// host: value 0
// The global has no symbol keys.
() => Object.getOwnPropertySymbols(globalThis).filter((key) => key !== Symbol.toStringTag && key !== Symbol.unscopables).length
