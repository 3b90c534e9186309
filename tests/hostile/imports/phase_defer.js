// imports: refused import|syntax
// Nor by another phase of loading.
async () => await import.defer("data:text/javascript,export const a = 1")
