// imports: refused import|syntax
// An import in the source phase is refused.
async () => await import.source("data:application/wasm,")
