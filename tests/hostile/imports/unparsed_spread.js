// imports (raw): load
// The worker itself refuses an import behind a spread that no parser saw.
() => [...import("node:fs")]
