// streams: threw TypeError: require is not a function
// So are file descriptors.
() => require("fs").closeSync(1)
