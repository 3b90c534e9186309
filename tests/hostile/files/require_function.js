// files: threw TypeError: require is not a function
// There is no loader of the older module system.
() => require("node:fs").readFileSync("/etc/hostname", "utf8")
