/** How much work a machine takes ahead, in milliseconds of its own time. */
const AHEAD_MS = 250;

/** How much of it is given to the workers, which cannot give it back, in milliseconds. */
const GIVEN_MS = 60;

/** How often the rate is measured, in milliseconds. */
const MEASURE_MS = 100;

/** Most items that are held at once. */
const MOST_ITEMS = 8192;

/** Most bytes of items that are held at once. */
const MOST_BYTES = 4 * 2 ** 20;

/** How an {@linkcode Prefetch} begins. */
export interface PrefetchOptions {
  readonly workers: number;
  /** How many items to take beyond one for each worker; undefined is what suits. */
  readonly ahead: number | undefined;
  /** A clock, in milliseconds. */
  readonly now?: () => number;
}

/**
 * Decides how many items to hold: one for each worker while jobs are long, so that
 * another machine can have the rest, and hundreds while they are short.
 *
 * Invariant: both limits are at least the number of workers, and `given` is at most
 * `held`.
 */
export class Prefetch {
  readonly #workers: number;
  readonly #ahead: number | undefined;
  readonly #now: () => number;
  #count = 0;
  #bytes = 0;
  #total = 0;
  #since: number;
  /** Items a millisecond. */
  #rate = 0;

  constructor({ workers, ahead, now }: PrefetchOptions) {
    this.#workers = workers;
    this.#ahead = ahead;
    this.#now = now ?? (() => performance.now());
    this.#since = this.#now();
  }

  /** Most items to hold, those that run included. */
  get held(): number {
    if (this.#ahead !== undefined) return this.#workers + this.#ahead;
    return this.#limit(AHEAD_MS);
  }

  /** Most items to have given to the workers. */
  get given(): number {
    if (this.#ahead !== undefined) return this.#workers + this.#ahead;
    return this.#limit(GIVEN_MS);
  }

  /** Counts items that were finished. */
  finished(items: number, bytes: number): void {
    this.#count += items;
    this.#total += items;
    this.#bytes += bytes;
    const passed = this.#now() - this.#since;
    if (passed < MEASURE_MS) return;
    // Up at once, since a machine that holds little finishes little; down by half, since items
    // come in bursts.
    const rate = this.#count / passed;
    this.#rate = Math.max(rate, (this.#rate + rate) / 2);
    this.#count = 0;
    this.#since += passed;
  }

  #limit(ms: number): number {
    const passed = this.#now() - this.#since;
    // Where nothing has been finished for long, the last rate is too high.
    const rate = passed > 2 * MEASURE_MS
      ? Math.min(this.#rate, (this.#count + 1) / passed)
      : this.#rate;
    const mean = this.#total === 0 ? 0 : this.#bytes / this.#total;
    const most = mean === 0
      ? MOST_ITEMS
      : Math.min(MOST_ITEMS, Math.floor(MOST_BYTES / mean));
    return Math.max(this.#workers, Math.min(Math.ceil(rate * ms), most));
  }
}
