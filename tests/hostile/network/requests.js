// network: value ["undefined","undefined","undefined","undefined"]
// Nor the parts of a request.
() => [typeof Request, typeof Response, typeof Headers, typeof XMLHttpRequest]
