// imports: refused import
// Comments in between change nothing.
async () => await import/* a */("node:fs")
