// imports: refused import
// A keyword cannot be spelled otherwise.
async () => await \u0069mport("node:fs")
