// imports: refused import
// An import with a comment before its parenthesis is refused.
async () => await import/* a */("node:fs")
