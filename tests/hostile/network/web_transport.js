// network: value ["undefined","undefined","undefined"]
// WebTransport does not exist.
() => [typeof WebTransport, typeof RTCPeerConnection, typeof HttpClient]
