// compartment (verbatim): refused syntax
// A parenthesis in the text does not close the function around the job.
(item) => 1), (globalThis.left = 1
