// cpu: timeout
// An iterator helper that drops for ever ends at the deadline.
() => Iterator.from({ next: () => ({ done: false }) }).drop(Infinity).next()
