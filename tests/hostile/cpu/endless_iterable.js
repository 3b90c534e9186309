// cpu: timeout|memory
// Spreading an endless iterable ends at a limit.
() => [...{ [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) }]
