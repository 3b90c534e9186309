// host: threw TypeError: Cannot read properties of undefined (reading 'env')
// The environment is out of reach.
() => process.env
