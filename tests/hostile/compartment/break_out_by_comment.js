// compartment (verbatim): value 1
// A comment that is not closed closes nothing of ours.
(item) => 1 /*
