// imports: refused import|syntax
// Of any kind.
async () => await import.source("data:application/wasm,")
