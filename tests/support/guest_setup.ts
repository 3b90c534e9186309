/**
 * What the modules of a guest ask for when they load: to be imported before them.
 *
 * They run in this thread, with no wall around them and no change to its globals, so
 * they are tested like other modules.
 *
 * @module
 */

import {
  type BatchMessage,
  type GuestSetup,
  type RealmOptions,
  WORDS,
} from "../../lib/sandbox/protocol.ts";

type Changeable<T> = { -readonly [Name in keyof T]: T[Name] };

/** What the realm is made with; a test may change it, and puts it back. */
export const realm: Changeable<RealmOptions> = {
  endowments: [],
  seed: 1,
  isolate: "item",
  numbers: "exact",
  logs: false,
  trace: false,
};

/** All that the guest has told its host. */
export const told: unknown[] = [];

/** Words of the memory that guest and host share: see {@linkcode Word}. */
export const control = new Int32Array(
  new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT),
);

const setup: GuestSetup = {
  port: {
    postMessage: (message: unknown) => void told.push(message),
  } as unknown as MessagePort,
  control: control.buffer,
  resultLimit: 2 ** 26,
  realm,
  hashes: undefined,
};
if ("setup" in globalThis) throw new Error("a guest is set up here already");
Object.assign(globalThis, { setup });

/** A batch, of whatever a test does not say. */
export function batchMessage(of: Partial<BatchMessage> = {}): BatchMessage {
  return {
    ...{ id: 1, first: 0, count: 1, input: "ndjson", output: "ndjson" },
    ...{ emit: "result", bytes: null, rangeStart: 0, indexes: null },
    ...{ room: null, timed: false, ...of },
  };
}
