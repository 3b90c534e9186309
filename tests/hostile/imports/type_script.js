// imports: refused import
// An import that only shows after the types are gone is refused.
async (item: number): Promise<unknown> => await import("node:fs")
