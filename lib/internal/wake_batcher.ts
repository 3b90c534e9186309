/** A wait that is over, and whose promise is still pending. */
export interface Wakeable {
  /** Settles the promise. */
  wake(): void;
}

/** Longest delay, in steps of one microtask. */
const LONGEST = 64;
/** Number of delays that are judged together. */
const DELAYS_JUDGED = 2;
/** Cost of a step, where a wait costs 1. */
const STEP_COST = 0.6;
/** Delays that cost more than this share of the values they saw are useless. */
const WORTHWHILE = 0.6;
/** Number of waits without a delay after useless delays: the first time, and at most. */
const FEWEST_SKIPS = 4;
const MOST_SKIPS = 512;
/** Number of senders that go on after receivers do, when delays were useless. */
const SENDERS_THAT_LAG = 16;

const NOW = Promise.resolve();

/**
 * Delays settling waits that are over until the other side stops making
 * progress, so that one wake-up serves many values.
 *
 * A partner woken at once finds nothing new and has to wait again, so that
 * there is a wait for every single value, and a wait costs as much as five
 * values that are there. Left pending while the other side goes on, it
 * finds more values, or more free places.
 *
 * Where that gains nothing, as with one value that goes back and forth, or one
 * producer for many consumers, most waits are settled at once.
 */
export class WakeBatcher {
  readonly #accepted: () => number;
  readonly #buffered: () => number;
  #pending: Wakeable[] = [];
  // One step is enough for equal numbers, which then never wait again.
  #mostSteps = 1;
  #skip = 0;
  #lags = 0;
  #skips = FEWEST_SKIPS;
  #delays = 0;
  #cost = 0;
  #begun = 0;

  /** For a channel that tells how many values it accepted and has buffered. */
  constructor(accepted: () => number, buffered: () => number) {
    this.#accepted = accepted;
    this.#buffered = buffered;
  }

  /** Whether to settle a wait that is over without a delay; counts these calls. */
  skips(): boolean {
    if (this.#pending.length > 0) return false;
    if (this.#skip > 0) {
      this.#skip--;
      return true;
    }
    return this.#delays >= DELAYS_JUDGED && this.#areUseless();
  }

  /**
   * Whether a sender whose wait is over goes on a little later; counts these calls.
   *
   * Receivers then wait for values, and get them without the buffer; in the
   * other order, senders would wait for room in it, and go on doing so.
   */
  lags(): boolean {
    if (this.#lags === 0) return false;
    this.#lags--;
    return true;
  }

  /** Judges the delays since the last judgement, by all that moved since. */
  #areUseless(): boolean {
    const useless = this.#cost > WORTHWHILE * (this.#accepted() - this.#begun);
    this.#delays = 0;
    this.#cost = 0;
    if (useless) {
      this.#skip = this.#skips;
      this.#lags = SENDERS_THAT_LAG;
      // Faster up than down: with one useful delay in two, both cost too much.
      this.#skips = Math.min(4 * this.#skips, MOST_SKIPS);
    } else this.#skips = Math.max(this.#skips >> 1, FEWEST_SKIPS);
    return useless;
  }

  /** Settles a wait soon. */
  wakeSoon(wait: Wakeable): void {
    if (this.#pending.push(wait) === 1) this.#wakeAtRest();
  }

  async #wakeAtRest(): Promise<void> {
    if (this.#delays === 0) this.#begun = this.#accepted();
    let seen = NaN;
    let rested = false;
    let steps = 0;
    while (steps < this.#mostSteps && !rested) {
      // The code that runs now must go on before progress is measured.
      await NOW;
      steps++;
      const progress = 2 * this.#accepted() - this.#buffered();
      rested = progress === seen;
      seen = progress;
    }
    this.#mostSteps = rested
      ? Math.max(this.#mostSteps >> 1, 1)
      : Math.min(this.#mostSteps * 2, LONGEST);
    const waits = this.#pending;
    this.#pending = [];
    this.#delays++;
    this.#cost += steps * STEP_COST + waits.length;
    for (let index = 0; index < waits.length; index++) {
      (waits[index] as Wakeable).wake();
    }
  }
}
