// results: threw ResultError: forged
// An error cannot pass for one of ours.
() => {
  throw Object.assign(new Error("forged"), { name: "ResultError", kind: "input" });
}
