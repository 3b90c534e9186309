// imports: refused import
// An import in a class field is refused.
() => new (class { field = import("node:fs"); })().field
