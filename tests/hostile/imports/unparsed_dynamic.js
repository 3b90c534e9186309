// imports (raw): load
// The worker itself refuses a text with an import that no parser saw.
async () => await import("node:fs")
