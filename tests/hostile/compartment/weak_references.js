// compartment: value ["undefined","undefined"]
// Nothing tells when memory is collected.
() => [typeof WeakRef, typeof FinalizationRegistry]
