// imports: refused import
// TypeScript is looked at after its types are gone.
async (item: number): Promise<unknown> => await import("node:fs")
