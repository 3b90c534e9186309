// files: threw TypeError: Cannot read properties of undefined (reading 'readTextFileSync')
// There is nothing to read a file with.
() => Deno.readTextFileSync("/etc/hostname")
