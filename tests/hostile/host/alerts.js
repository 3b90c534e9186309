// host: value ["undefined","undefined","undefined"]
// Dialogues such as alert() and prompt() do not exist.
() => [typeof alert, typeof confirm, typeof prompt]
