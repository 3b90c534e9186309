// streams: threw TypeError: Cannot read properties of undefined (reading 'stdout')
// The real standard output is out of reach.
() => Deno.stdout.writeSync([65])
