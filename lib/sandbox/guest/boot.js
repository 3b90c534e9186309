// The first module of a worker. Small, and plain JavaScript, so that a thread can be
// on its way before the host has put the rest of the guest together.

// ses would read its options from `process`, and must find it gone. `Temporal` is for no
// job, with the one way to it: to be looked at, it is made first, which takes 5 ms.
import "data:text/javascript,delete globalThis.process;delete globalThis.Temporal;delete Date.prototype.toTemporalInstant";
import "npm:ses@2.3.0";
import * as module from "node:module";
import * as util from "node:util";
import { workerData } from "node:worker_threads";

const outside = { "node:module": module, "node:util": util };

function becomeGuest({ port, control }) {
  port.onmessage = ({ data: { guest, digest, realm, resultLimit } }) => {
    const globals = {
      ArrayBuffer,
      DataView,
      TextEncoder,
      Uint32Array,
      Uint8Array,
    };
    const hashes = digest && new Function("outside", digest)(globals);
    const setup = { port, control, realm, resultLimit, hashes };
    // Named, so that a stack does not hold the text of this module for each call.
    const text = `${guest}\n//# sourceURL=sluice-guest`;
    new Function("setup", "outside", text)(setup, outside);
  };
}

const { port, control } = workerData;

if (control === undefined) {
  // A worker that was started ahead is told later what it is to do.
  port.onmessage = ({ data }) => {
    port.close();
    becomeGuest(data);
  };
} else becomeGuest(workerData);
