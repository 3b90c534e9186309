// network: value ["undefined","undefined","undefined","undefined"]
// The classes of requests and responses do not exist.
() => [typeof Request, typeof Response, typeof Headers, typeof XMLHttpRequest]
