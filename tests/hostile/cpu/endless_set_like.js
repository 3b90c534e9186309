// cpu: timeout|memory
// Something that says it is an endless set.
() => new Set([1]).union({ size: Infinity, has: () => true, keys: () => ({ next: () => ({ done: false, value: {} }) }) }).size
