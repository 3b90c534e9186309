// host: threw TypeError: Cannot read properties of undefined (reading 'exit')
// A job cannot end the program.
() => Deno.exit(7)
