// imports: refused import
// Nor does the place.
async (item, module = import("node:fs")) => Object.keys(await module)
