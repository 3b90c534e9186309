// An empty script: what starting Deno takes.
export {};
