// cpu: timeout|memory
// An endless iterable is not read to its end.
() => [...{ [Symbol.iterator]: () => ({ next: () => ({ done: false }) }) }]
