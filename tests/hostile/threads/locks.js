// threads: value "undefined"
// The lock that makes workers mortal is out of reach.
() => typeof navigator
