// compartment (verbatim): value 1
// A comment that is not closed does not swallow the text around the job.
(item) => 1 /*
