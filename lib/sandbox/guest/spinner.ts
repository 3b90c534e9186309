// A worker that only loops: the host proves on it that such a worker can be ended.

import { workerData } from "node:worker_threads";

const { control } = workerData as { control: SharedArrayBuffer };
const counter = new Int32Array(control);

// Deno has the Web Locks API; its types do not know yet.
interface Locks {
  request(name: string, held: () => Promise<never>): Promise<unknown>;
}
const { locks } = navigator as unknown as { locks: Locks };

function spin(): never {
  for (;;) Atomics.add(counter, 0, 1);
}

void locks.request(crypto.randomUUID(), () => {
  setImmediate(spin);
  return new Promise(() => {});
});
