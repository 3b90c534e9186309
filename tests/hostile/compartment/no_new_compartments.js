// compartment: value ["undefined","undefined","undefined","undefined"]
// A job makes no room of its own, which would have other rules.
() => [typeof Compartment, typeof ShadowRealm, typeof lockdown, typeof harden]
