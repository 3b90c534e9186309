// Runs in a web worker that has no permission, and starts one worker from there: a node
// worker has the permissions of what started it. What it hears and says is in
// supervision.ts.
//
// One worker each, since starting one from a worker takes half a second in which nothing
// else is heard: a guest that is stuck must be ended at once.

import { Worker } from "node:worker_threads";

const { port1, port2 } = new MessageChannel();
let worker;

/** Starts a worker that waits for what it is to do. */
function start({ url, limits }) {
  worker = new Worker(new URL(url), {
    env: {},
    workerData: { port: port2 },
    transferList: [port2],
    resourceLimits: limits,
  });
  worker.on("online", () => self.postMessage({ type: "ready" }));
  worker.on("error", ({ code = "", message }) => {
    self.postMessage({ type: "death", code, message });
  });
  worker.on("exit", (code) => {
    const message = `the worker exited with ${code}`;
    self.postMessage({ type: "death", code: "", message });
  });
}

async function close() {
  await worker?.terminate();
  self.close();
}

self.onmessage = ({ data }) => {
  if (data.type === "start") start(data);
  else if (data.type === "use") port1.postMessage(data.data, [data.data.port]);
  else void close();
};
