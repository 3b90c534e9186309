// imports: refused import
// An import in a default parameter is refused.
async (item, module = import("node:fs")) => Object.keys(await module)
