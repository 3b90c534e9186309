// cpu: timeout|memory
// A pattern that is replaced by a long template can be stopped.
() => "a".repeat(2 ** 24).replace(/a/g, "$&".repeat(2 ** 16)).length
