// A worker that only loops: the host proves on it that such a worker can be ended.

import { workerData } from "node:worker_threads";

const counter = new Int32Array(workerData.control);

function spin() {
  for (;;) Atomics.add(counter, 0, 1);
}

void navigator.locks.request(crypto.randomUUID(), () => {
  setImmediate(spin);
  return new Promise(() => {});
});
