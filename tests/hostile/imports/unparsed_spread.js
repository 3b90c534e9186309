// imports (raw): load
// In any position.
() => [...import("node:fs")]
