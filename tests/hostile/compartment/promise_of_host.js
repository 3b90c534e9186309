// compartment: value true
// A promise from an asynchronous function is the job's own kind.
() => (async () => {})() instanceof Promise
