// imports: refused import
// A dynamic import of a data: address is refused.
async () => Object.keys(await import("data:text/javascript,export const a = 1"))
