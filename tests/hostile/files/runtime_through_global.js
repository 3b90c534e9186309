// files: value []
// No name of the runtime is found on the global, own or inherited.
() => {
  const names = ["Deno", "process", "require", "Buffer", "global", "frames", "window"];
  return names.filter((name) => name in globalThis);
}
