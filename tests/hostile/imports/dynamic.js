// imports: refused import
// So is one that imports while it runs.
async () => Object.keys(await import("node:fs"))
