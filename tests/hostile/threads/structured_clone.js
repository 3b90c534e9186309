// threads: value "undefined"
// Nothing is cloned by the host.
() => typeof structuredClone
