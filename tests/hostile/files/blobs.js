// files: value ["undefined","undefined","undefined"]
// There is nothing to make a file or a URL of one from.
() => [typeof Blob, typeof File, typeof FileReader]
