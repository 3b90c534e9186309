// threads: threw TypeError: Cannot read properties of undefined (reading 'kill')
// A job sends no signal.
() => Deno.kill(Deno.pid, "SIGTERM")
