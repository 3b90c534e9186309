// compartment: value ["undefined","undefined","undefined","undefined"]
// A job cannot make a compartment of its own.
() => [typeof Compartment, typeof ShadowRealm, typeof lockdown, typeof harden]
