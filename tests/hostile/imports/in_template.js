// imports: refused import
// An import in a template is refused.
async () => `${await import("node:fs")}`
