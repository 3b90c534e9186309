/**
 * Proving that a worker which loops can be ended: that rests on how Deno is made inside,
 * and without it every endless job would keep a core busy for good.
 *
 * Invariants: a timer is set exactly while it runs; the spinning thread is ended once it has
 * passed, failed or was stopped, and it does not run again then.
 *
 * @module
 */

import { VERIFIED_VERSIONS } from "../../../internal/versions.ts";
import { WORDS } from "../../protocol.ts";
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
   * When it begins at the first idle moment, or as much later without one, in milliseconds.
   *
   * @default {5000}
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
  readonly #since = performance.now();
  #state: "waiting" | "running" | "over" = "waiting";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #thread: Thread | undefined;
  #port: MessagePort | undefined;
  #ticks = 0;
  #seen = 0;
  #still = 0;

  constructor(options: TerminationCheckOptions) {
    this.#options = options;
    const { starter } = options;
    if (starter.startSpinner && !proven.has(starter.constructor)) return;
    this.#state = "over";
    if (starter.startSpinner) options.onPass?.();
  }

  /** Begins if it is due: there is no work that would have to wait. */
  idle(): void {
    if (this.#age >= this.#delay) this.begin();
  }

  /** Begins if it could not for as long again. */
  look(): void {
    if (this.#age >= 2 * this.#delay) this.begin();
  }

  /** Begins now: a worker had to be ended. */
  begin(): void {
    if (this.#state !== "waiting") return;
    this.#state = "running";
    this.#start();
  }

  /** Gives the check up, if it is not over. */
  stop(): void {
    this.#state = "over";
    clearTimeout(this.#timer);
    this.#thread?.terminate();
    this.#thread = undefined;
    this.#port?.close();
  }

  get #age(): number {
    return performance.now() - this.#since;
  }

  get #delay(): number {
    return this.#options.delay ?? DELAY_MS;
  }

  #later(step: () => void): void {
    this.#timer = setTimeout(step, TICK_MS);
  }

  #start(): void {
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
