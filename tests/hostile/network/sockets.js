// network: value ["undefined","undefined","undefined"]
// The classes of sockets do not exist.
() => [typeof WebSocket, typeof WebSocketStream, typeof EventSource]
