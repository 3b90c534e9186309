// network: value ["undefined","undefined","undefined"]
// Nor a socket of any kind.
() => [typeof WebSocket, typeof WebSocketStream, typeof EventSource]
