// cpu: timeout
// An iterator helper that drops for ever.
() => Iterator.from({ next: () => ({ done: false }) }).drop(Infinity).next()
