// imports: refused import
// Code in a class is code.
() => new (class { field = import("node:fs"); })().field
