// host: value 0
// Not even a symbol is on it.
() => Object.getOwnPropertySymbols(globalThis).filter((key) => key !== Symbol.toStringTag && key !== Symbol.unscopables).length
