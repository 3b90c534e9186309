// imports: value "import(\"node:fs\")"
// The word in a string is a word in a string.
() => 'import("node:fs")'
