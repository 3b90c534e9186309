// threads: value "alive"
// A job has no line to its host to lie on.
() => {
  const reply = { type: "done", id: 1, done: 1, output: [], emitted: 0, blank: 0, failures: [] };
  for (const name of ["postMessage", "onmessage", "port", "parentPort", "workerData"]) {
    globalThis[name]?.(reply);
  }
  return "alive";
}
