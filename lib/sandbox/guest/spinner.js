// A worker that only loops: the host proves on it that such a worker can be ended.

import { workerData } from "node:worker_threads";

function spin(counter) {
  for (;;) Atomics.add(counter, 0, 1);
}

function begin({ control }) {
  const counter = new Int32Array(control);
  void navigator.locks.request(crypto.randomUUID(), () => {
    setImmediate(() => spin(counter));
    return new Promise(() => {});
  });
}

const { port, control } = workerData;

// A worker that was started ahead is told later what it is to do.
if (control === undefined) port.onmessage = ({ data }) => begin(data);
else begin(workerData);
