// cpu: timeout|memory
// A set method over a set-like without an end stops at a limit.
() => new Set([1]).union({ size: Infinity, has: () => true, keys: () => ({ next: () => ({ done: false, value: {} }) }) }).size
