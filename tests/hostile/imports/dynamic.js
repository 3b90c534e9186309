// imports: refused import
// A text with a dynamic import is refused.
async () => Object.keys(await import("node:fs"))
