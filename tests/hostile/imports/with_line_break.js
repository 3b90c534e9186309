// imports: refused import
// An import with a line break before its parenthesis is refused.
async () => await import
(
"node:fs")
