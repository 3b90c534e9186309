// host: value ""
// An error's stack tells nothing of the host.
() => new Error("a").stack ?? ""
