// files: value "undefined"
// There is no cache to fill a disk with.
() => typeof caches
