// compartment: value true
// A promise of an async function is of the job's own realm.
() => (async () => {})() instanceof Promise
