/** Somebody whose wait is over. */
export interface Sleeper {
  /** Tells its caller. */
  wake(): void;
}

/** Longest sleep, in steps of one microtask. */
const LONGEST = 64;

const NOW = Promise.resolve();

/**
 * Wakes those whose wait is over when their partners come to rest.
 *
 * A partner woken at once finds nothing new and has to wait again, so that
 * somebody waits for every single value, and a wait costs as much as five
 * values that are there. Left asleep for as long as the other side gets on, it
 * finds more values, or more free places.
 */
export class Lull {
  #progress: () => number;
  #asleep: Sleeper[] = [];
  // One step is enough for equal numbers, which then never wait again.
  #patience = 1;

  /** Partners rest when `progress` gives the same for one microtask. */
  constructor(progress: () => number) {
    this.#progress = progress;
  }

  /** Wakes somebody soon. */
  wakeSoon(sleeper: Sleeper): void {
    if (this.#asleep.push(sleeper) === 1) this.#watch();
  }

  async #watch(): Promise<void> {
    let seen = NaN;
    let rested = false;
    for (let step = 0; step < this.#patience && !rested; step++) {
      // Whoever called is to go on before progress is looked at.
      await NOW;
      const progress = this.#progress();
      rested = progress === seen;
      seen = progress;
    }
    this.#patience = rested
      ? Math.max(this.#patience >> 1, 1)
      : Math.min(this.#patience * 2, LONGEST);
    const asleep = this.#asleep;
    this.#asleep = [];
    for (const sleeper of asleep) sleeper.wake();
  }
}
