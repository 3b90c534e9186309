/**
 * Proving that a worker which loops can be ended: that rests on how Deno is made inside,
 * and without it every endless job would keep a core busy for good.
 *
 * Invariants: at most one timer is set, and none once the check has passed, failed or was
 * stopped; the spinning thread is ended in each of these cases.
 *
 * @module
 */

import { VERIFIED_VERSIONS } from "../../internal/versions.ts";
import { WORDS } from "../protocol.ts";
import type { Thread, ThreadStarter } from "./starter.ts";

/**
 * When it begins, unless a worker has to be ended before, in milliseconds: starting a
 * thread blocks this one for 60 ms, a hundredth of what was done until then.
 */
const DELAY_MS = 5_000;

const TICK_MS = 20;

/** A worker has so long to begin: others may be starting, too. */
const TICKS_TO_START = 1_500;

/** A worker that was ended has so long to stop. */
const TICKS_TO_END = 100;

/** It has stopped when it stood still for so long: a busy machine may pause it, too. */
const STILL_TICKS = 15;

/** How the check is run. */
export interface TerminationCheckOptions {
  readonly starter: ThreadStarter;
  /** Called when a loop was seen to end; also at once if it was seen earlier. */
  readonly onPass?: (() => void) | undefined;
  /** Called when the check fails, with what to tell the user. */
  readonly onFailure: (why: string) => void;
  /**
   * When it begins at the first lull, or as much later without one, in milliseconds;
   * not at once by default.
   */
  readonly delay?: number | undefined;
}

/** The ways to start a thread for which this process has seen the check pass. */
const proven = new Set<unknown>();

/** A check that ends by itself, or when it is stopped. */
export class TerminationCheck {
  readonly #options: TerminationCheckOptions;
  readonly #counter = new Int32Array(
    new SharedArrayBuffer(WORDS * Int32Array.BYTES_PER_ELEMENT),
  );
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDue = false;
  #thread: Thread | undefined;
  #port: MessagePort | undefined;
  #ticks = 0;
  #seen = 0;
  #still = 0;

  constructor(options: TerminationCheckOptions) {
    this.#options = options;
    const { starter } = options;
    if (!starter.startSpinner) return;
    if (proven.has(starter.constructor)) {
      options.onPass?.();
      return;
    }
    const { delay = DELAY_MS } = options;
    this.#later(() => {
      this.#isDue = true;
      this.#later(() => this.#start(), delay);
    }, delay);
  }

  /** Begins soon if it is time to: nothing is to be done, so that nobody has to wait. */
  lull(): void {
    if (!this.#isDue) return;
    this.#isDue = false;
    clearTimeout(this.#timer);
    this.#later(() => this.#start());
  }

  /** Begins now: a worker had to be ended. */
  begin(): void {
    if (this.#timer === undefined || this.#port !== undefined) return;
    clearTimeout(this.#timer);
    this.#start();
  }

  /** Gives the check up, if it is not over. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#thread?.terminate();
    this.#thread = undefined;
    this.#port?.close();
  }

  #later(step: () => void, delay = TICK_MS): void {
    this.#timer = setTimeout(step, delay);
  }

  #start(): void {
    this.#isDue = false;
    const { port1, port2 } = new MessageChannel();
    this.#port = port1;
    const setup = { port: port2, control: this.#counter.buffer };
    const { starter } = this.#options;
    this.#thread = starter.startSpinner?.(setup, () => this.#fail("died"));
    this.#later(() => this.#awaitSpin());
  }

  #awaitSpin(): void {
    if (this.#count() > 0) {
      this.#thread?.terminate();
      this.#thread = undefined;
      this.#ticks = 0;
      this.#later(() => this.#awaitEnd());
    } else if (++this.#ticks > TICKS_TO_START) {
      this.#fail("did not start");
    } else this.#later(() => this.#awaitSpin());
  }

  #awaitEnd(): void {
    const count = this.#count();
    this.#still = count === this.#seen ? this.#still + 1 : 0;
    if (this.#still === STILL_TICKS) {
      proven.add(this.#options.starter.constructor);
      this.stop();
      return this.#options.onPass?.();
    }
    this.#seen = count;
    if (++this.#ticks > TICKS_TO_END) this.#fail("went on after it was ended");
    else this.#later(() => this.#awaitEnd());
  }

  #count(): number {
    return Atomics.load(this.#counter, 0);
  }

  #fail(what: string): void {
    this.stop();
    this.#options.onFailure(
      `a worker that loops ${what} on ${navigator.userAgent}, so no job can be ` +
        `kept within its time: use Deno ${VERIFIED_VERSIONS.deno}`,
    );
  }
}
