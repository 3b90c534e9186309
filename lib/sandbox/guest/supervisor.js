// Runs in a web worker that has no permission, and starts the guests from there: a
// node worker has the permissions of whoever started it. What it hears and says is in
// protocol.ts.

import { Worker } from "node:worker_threads";

const threads = new Map();

function start({ thread, url, data, limits }) {
  const worker = new Worker(new URL(url), {
    env: {},
    workerData: data,
    transferList: [data.port],
    resourceLimits: limits,
  });
  threads.set(thread, worker);
  worker.on("error", ({ code = "", message }) => {
    report({ thread, code, message });
  });
  worker.on("exit", (code) => {
    report({ thread, code: "", message: `the worker exited with ${code}` });
  });
}

function report(death) {
  if (threads.delete(death.thread)) self.postMessage(death);
}

async function terminate(thread) {
  const worker = threads.get(thread);
  threads.delete(thread);
  await worker?.terminate();
}

async function close() {
  await Promise.all([...threads.keys()].map(terminate));
  self.close();
}

self.onmessage = ({ data }) => {
  if (data.type === "start") start(data);
  else if (data.type === "terminate") void terminate(data.thread);
  else void close();
};
