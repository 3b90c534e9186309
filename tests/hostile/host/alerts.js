// host: value ["undefined","undefined","undefined"]
// Nothing asks the person at the terminal.
() => [typeof alert, typeof confirm, typeof prompt]
