// network: threw TypeError: fetch is not a function
// There is nothing to send a request with.
async () => (await fetch("http://127.0.0.1:1/")).status
