// compartment (verbatim): refused syntax
// Nor by a parenthesis.
(item) => 1), (globalThis.left = 1
