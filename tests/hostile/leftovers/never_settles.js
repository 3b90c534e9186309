// leftovers: timeout
// A promise that never settles ends at the deadline.
() => new Promise(() => {})
