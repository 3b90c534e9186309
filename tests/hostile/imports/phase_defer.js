// imports: refused import|syntax
// An import in the defer phase is refused.
async () => await import.defer("data:text/javascript,export const a = 1")
