// cpu: timeout|memory
// The method behind replace() with a long template can be stopped.
() => /a/g[Symbol.replace]("a".repeat(2 ** 24), "$&".repeat(2 ** 16)).length
