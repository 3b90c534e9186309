// files: threw TypeError: fetch is not a function
// There is no fetch, of a file's URL either.
async () => await (await fetch("file:///etc/hostname")).text()
