// host: value ["undefined","undefined"]
// A job cannot close its worker.
() => [typeof close, typeof self.close]
