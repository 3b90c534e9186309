// network: value ["undefined","undefined","undefined"]
// Nor anything newer.
() => [typeof WebTransport, typeof RTCPeerConnection, typeof HttpClient]
