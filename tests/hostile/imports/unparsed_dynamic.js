// imports (raw): load
// Where no parser looked, the worker refuses the text.
async () => await import("node:fs")
