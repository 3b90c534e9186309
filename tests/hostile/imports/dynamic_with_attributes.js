// imports: refused import
// A dynamic import with attributes is refused.
async () => await import("data:text/plain,a", { with: { type: "text" } })
