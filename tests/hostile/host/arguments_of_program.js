// host: threw TypeError: Cannot read properties of undefined (reading 'args')
// So are the program's arguments.
() => Deno.args
