// files: value "undefined"
// The runtime's own object does not exist in a job.
() => typeof Deno
