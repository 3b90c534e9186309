// files: value ["undefined","undefined","undefined"]
// There is no storage of any kind.
() => [typeof indexedDB, typeof openDatabase, typeof Storage]
