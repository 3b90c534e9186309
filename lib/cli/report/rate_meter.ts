/** How far a run is at a moment. */
export interface RateMark {
  /** Items that are done, or failed. */
  readonly finished: number;
  /** Time since the start, in milliseconds. */
  readonly elapsedMs: number;
}

/** Items per second. */
export interface Rates {
  /** In the last seconds, or over the last few items where they take longer. */
  readonly recent: number;
  /** In the whole run. */
  readonly average: number;
}

/** Shortest period that the recent rate covers, in milliseconds. */
const WINDOW_MS = 3000;

/** Fewest items that the recent rate covers, so that slow items have a rate, too. */
const WINDOW_ITEMS = 10;

/** Measures how fast items are finished. */
export class RateMeter {
  /** In order of time; the first is the newest that is far enough back. */
  #marks: RateMark[] = [{ finished: 0, elapsedMs: 0 }];

  /** Takes in how far the run is, and gives the rates. O(marks of the window). */
  update(now: RateMark): Rates {
    const first = this.#marks.findLastIndex((mark) =>
      now.elapsedMs - mark.elapsedMs >= WINDOW_MS &&
      now.finished - mark.finished >= WINDOW_ITEMS
    );
    if (first > 0) this.#marks.splice(0, first);
    // Marks of the same count say nothing more than the first of them.
    if (this.#marks.at(-1)?.finished !== now.finished) this.#marks.push(now);
    const [start = now] = this.#marks;
    return {
      recent: perSecond(start, now),
      average: perSecond({ finished: 0, elapsedMs: 0 }, now),
    };
  }
}

function perSecond(from: RateMark, to: RateMark): number {
  const span = to.elapsedMs - from.elapsedMs;
  return span > 0 ? (to.finished - from.finished) / span * 1000 : 0;
}
