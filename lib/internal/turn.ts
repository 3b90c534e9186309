import { setImmediate } from "node:timers";

/** Longest time that promises alone may keep the event loop from turning. */
const LONGEST_TURN_MS = 5;
/** The clock is to be read about so often. */
const LOOK_MS = 1;
/** Most calls of `tick` between two readings. */
const LONGEST_STRIDE = 128;

/**
 * One turn of the event loop: its clock, its end, and whether it is overdue.
 *
 * Reading the clock costs as much as four sends, so it is read only once in so
 * many calls of {@linkcode tick}. The first reading in a turn asks for a call when
 * the turn ends. If that call has not come after `LONGEST_TURN_MS`, microtasks
 * starve the event loop, and callers have to wait for the end of the turn.
 */
class Turn {
  /** The last reading of the clock, in ms; whole, because that is cheaper to keep. */
  now = 0;
  /** Counts turns in which the clock was read. */
  id = 0;
  /** The end of this turn, if that is overdue. */
  overdue: Promise<void> | undefined = undefined;
  /** A few microtasks after that end, when those that waited for it have gone on. */
  afterOverdue: Promise<void> | undefined = undefined;
  #left = 1;
  #stride = 1;
  #lookedAt = 0;
  #askedAt = 0;
  #asked = false;
  #atEnd: (() => void)[] = [];

  /** Counts one operation; gives the end of the turn if it is overdue. */
  tick(): Promise<void> | undefined {
    if (--this.#left <= 0) this.#look();
    return this.overdue;
  }

  /** The time in ms, read at least once in this turn, also without a `tick`. */
  time(): number {
    if (!this.#asked) this.#look();
    return this.now;
  }

  /** Calls `body` once the event loop has turned. */
  atEnd(body: () => void): void {
    this.#atEnd.push(body);
    if (!this.#asked) this.#ask(performance.now());
  }

  #look(): void {
    const time = performance.now();
    const passed = time - this.#lookedAt;
    if (passed < LOOK_MS) {
      this.#stride = Math.min(this.#stride * 2, LONGEST_STRIDE);
    } else this.#stride = Math.max(this.#stride >> 2, 1);
    this.#left = this.#stride;
    this.#lookedAt = time;
    this.now = Math.floor(time);
    if (!this.#asked) this.#ask(time);
    else if (time - this.#askedAt > LONGEST_TURN_MS) {
      this.#becomeOverdue();
    }
  }

  #becomeOverdue(): void {
    if (this.overdue !== undefined) return;
    this.overdue = new Promise((resolve) => this.atEnd(resolve));
    this.afterOverdue = this.overdue.then(pass).then(pass).then(pass);
  }

  #ask(time: number): void {
    this.#asked = true;
    this.#askedAt = time;
    setImmediate(() => this.#turned());
  }

  #turned(): void {
    this.#asked = false;
    this.overdue = undefined;
    this.afterOverdue = undefined;
    this.#left = 1;
    this.id++;
    const bodies = this.#atEnd;
    this.#atEnd = [];
    for (const body of bodies) body();
  }
}

function pass(): void {}

/** The turn of the event loop that is running. */
export const turn: Turn = new Turn();
