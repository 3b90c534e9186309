// files: threw TypeError: Cannot read properties of undefined (reading 'writeTextFileSync')
// There is nothing to write a file with.
() => Deno.writeTextFileSync("/tmp/x", "x")
