/**
 * What the modules of a guest ask for when they load, of guests that run in this thread:
 * to be imported before them.
 *
 * @module
 */

import {
  type GuestMessage,
  type GuestSetup,
  type RealmOptions,
  WORDS,
} from "../../lib/sandbox/protocol.ts";

/** A guest that can tell its host something. */
export interface Speaker {
  say(message: GuestMessage): void;
}

/** The guest whose turn it is: what a job says goes to its host. */
export const turn: { guest: Speaker | undefined } = { guest: undefined };

/** The setup of all of them. */
export const setup = {
  port: {
    postMessage: (message: GuestMessage) => turn.guest?.say(message),
  } as unknown as MessagePort,
  control: new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT),
  resultLimit: 2 ** 26,
  realm: {} as RealmOptions,
  hashes: undefined,
} satisfies GuestSetup;
if ("setup" in globalThis) throw new Error("a guest is set up here already");
Object.assign(globalThis, { setup });
