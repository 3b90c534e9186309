import { invariant, invariants } from "./invariant.ts";
import { Release } from "./release.ts";

// Invariants of the queue, true whenever none of its methods is on the stack:
//
//   1. No entry is due before its parent in the heap.
//   2. `place` of an entry is its index in the heap; -1 outside.
//   3. While entries wait, a timer is set, for no later than the first is due.

/** Longest delay a platform timer takes; above it, it fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

const REAL = { setTimeout, now: performance.now };

/** Something with a deadline; in the queue while `place` is not negative. */
export interface Timed {
  /** When it is due, on the clock of the queue; set by the queue. */
  due: number;
  /** Its index in the heap; -1 while it is in none. */
  place: number;
  /** Called once, when it is due and no longer in the queue. */
  timeOut(): void;
}

/**
 * All deadlines behind one platform timer.
 *
 * A binary heap: adding in order of deadline is O(1), all else O(log n). The
 * timer is set only when there is none that fires early enough, and stays set
 * when the entry it was set for leaves, so that a hot loop never touches it.
 *
 * A test may fake the timers at any moment, so they are looked up at each use.
 */
export class TimerQueue {
  #heap: Timed[] = [];
  #timer: PlatformTimer | undefined;
  #fires = Infinity;
  #release = new Release();
  #clock = clockOfTimers();
  #seen = 0;

  /** How many entries wait. */
  get size(): number {
    return this.#heap.length;
  }

  /** Adds an entry that is due in `delay` ms; below 2^53, not `Infinity`. */
  add(entry: Timed, delay: number): void {
    const now = this.#now();
    entry.due = now + delay;
    this.#rise(entry, this.#heap.length);
    if (entry.due < this.#fires) this.#set(now);
    if (invariants.checked) this.#check();
  }

  /** Takes out an entry that is in the queue. */
  remove(entry: Timed): void {
    const last = this.#heap.pop() as Timed;
    if (last !== entry) {
      const place = entry.place;
      if (last.due < entry.due) this.#rise(last, place);
      else this.#sink(last, place);
    }
    entry.place = -1;
    if (this.#heap.length === 0) this.#rest();
    if (invariants.checked) this.#check();
  }

  #now(): number {
    const clock = clockOfTimers();
    const now = clock.now();
    if (clock !== this.#clock || (clock !== performance && this.#isLost(now))) {
      this.#changeClock(clock, now);
    }
    return this.#seen = now;
  }

  /** Whether a fake clock is another than before, and our timer went with that. */
  #isLost(now: number): boolean {
    return now < this.#seen || now > this.#fires + 1;
  }

  // Each entry keeps the time it had left at the last look at the old clock.
  #changeClock(clock: Clock, now: number): void {
    const shift = now - this.#seen;
    for (const entry of this.#heap) entry.due += shift;
    // The number of a timer that is gone may be that of another one by now.
    if (clock === this.#clock) this.#timer?.forget();
    this.#clock = clock;
    this.#set(now);
  }

  // A fake clock may be gone before the turn ends, so its timer is not kept.
  #rest(): void {
    if (this.#clock === performance) this.#release.soon(this.#clear);
    else this.#drop();
  }

  // A timer that is not needed would keep the process alive.
  #clear = (): void => {
    if (this.#heap.length === 0) this.#drop();
  };

  #drop(): void {
    this.#timer?.clear();
    this.#timer = undefined;
    this.#fires = Infinity;
  }

  #set(now: number): void {
    this.#drop();
    const first = this.#heap[0];
    if (first === undefined) return;
    const delay = Math.min(
      Math.max(Math.ceil(first.due - now), 0),
      MAX_TIMER_MS,
    );
    this.#timer = new PlatformTimer(this.#fire, delay);
    this.#fires = first.due;
  }

  #fire = (): void => {
    this.#timer = undefined;
    this.#fires = Infinity;
    const now = this.#now();
    for (let first = this.#heap[0]; first !== undefined && first.due <= now;) {
      this.remove(first);
      first.timeOut();
      first = this.#heap[0];
    }
    if (this.#timer === undefined) this.#set(now);
  };

  #rise(entry: Timed, from: number): void {
    let place = from;
    while (place > 0) {
      const parent = this.#heap[(place - 1) >> 1] as Timed;
      if (parent.due <= entry.due) break;
      this.#put(parent, place);
      place = (place - 1) >> 1;
    }
    this.#put(entry, place);
  }

  #sink(entry: Timed, from: number): void {
    const heap = this.#heap;
    let place = from;
    for (let child = 2 * place + 1; child < heap.length;) {
      const other = heap[child + 1];
      if (other !== undefined && other.due < (heap[child] as Timed).due) {
        child++;
      }
      const smaller = heap[child] as Timed;
      if (smaller.due >= entry.due) break;
      this.#put(smaller, place);
      place = child;
      child = 2 * place + 1;
    }
    this.#put(entry, place);
  }

  #put(entry: Timed, place: number): void {
    this.#heap[place] = entry;
    entry.place = place;
  }

  #check(): void {
    const heap = this.#heap;
    for (let place = 0; place < heap.length; place++) {
      const entry = heap[place] as Timed;
      const parent = heap[(place - 1) >> 1] ?? entry;
      invariant(entry.place === place, "an entry knows its place in the heap");
      invariant(parent.due <= entry.due, "no entry is due before its parent");
    }
  }
}

export /** A timer that is cleared by the platform, or the fake, that set it. */
class PlatformTimer {
  readonly #id: ReturnType<typeof setTimeout>;
  readonly #clearTimeout = globalThis.clearTimeout;
  #isSet = true;

  constructor(body: () => void, delay: number) {
    this.#id = setTimeout(() => {
      if (this.#isSet) body();
    }, delay);
  }

  /** Does not call its body any more. */
  forget(): void {
    this.#isSet = false;
  }

  clear(): void {
    if (!this.#isSet) return;
    this.#isSet = false;
    try {
      this.#clearTimeout.call(globalThis, this.#id);
    } catch {
      // The fake clock of a test that is over refuses; its timers are gone.
    }
  }
}

interface Clock {
  now(): number;
}

/**
 * The clock that goes with the timers.
 *
 * A test that fakes `setTimeout` also fakes `Date`, but rarely `performance`.
 */
export function clockOfTimers(): Clock {
  const isReal = globalThis.setTimeout === REAL.setTimeout;
  return isReal || performance.now !== REAL.now ? performance : Date;
}
