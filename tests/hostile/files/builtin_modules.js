// files: threw TypeError: Cannot read properties of undefined (reading 'getBuiltinModule')
// There is no process object to get a built-in module from.
() => process.getBuiltinModule("fs")
