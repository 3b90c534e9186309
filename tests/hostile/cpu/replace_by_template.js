// cpu: timeout|memory
// replaceAll() with a long template can be stopped.
() => "a".repeat(2 ** 24).replaceAll("a", "$&".repeat(2 ** 16)).length
