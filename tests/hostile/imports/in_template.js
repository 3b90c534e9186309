// imports: refused import
// Code in a template is code.
async () => `${await import("node:fs")}`
