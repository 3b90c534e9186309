// imports: refused import
// The word import with an escape in it is refused.
async () => await \u0069mport("node:fs")
