// imports: refused import
// Nor do line breaks.
async () => await import
(
"node:fs")
