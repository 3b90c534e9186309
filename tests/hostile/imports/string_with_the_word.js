// imports: value "import(\"node:fs\")"
// The word import in a string stays a string.
() => 'import("node:fs")'
