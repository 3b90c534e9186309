// imports: refused import
// Whatever the attributes.
async () => await import("data:text/plain,a", { with: { type: "text" } })
