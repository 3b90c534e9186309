import { Release } from "./release.ts";

/** Longest delay a platform timer takes; above it, it fires at once. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Something with a deadline; in the queue while `place` is not negative. */
export interface Timed {
  /** When it is due, in milliseconds of `performance.now()`. */
  readonly due: number;
  /** Where the queue keeps it; -1 while it is in none. */
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
 */
export class TimerQueue {
  #heap: Timed[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #fires = Infinity;
  #release = new Release();

  /** How many entries wait. */
  get size(): number {
    return this.#heap.length;
  }

  /** Adds an entry. */
  add(entry: Timed): void {
    this.#rise(entry, this.#heap.length);
    if (entry.due < this.#fires) this.#set(performance.now());
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
    if (this.#heap.length === 0) this.#release.soon(this.#clear);
  }

  // The process must not stay alive for a timer that nobody waits for.
  #clear = (): void => {
    if (this.#heap.length > 0 || this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#fires = Infinity;
  };

  #set(now: number): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    const first = this.#heap[0];
    this.#fires = first === undefined ? Infinity : first.due;
    this.#timer = first === undefined ? undefined : setTimeout(
      this.#fire,
      Math.min(Math.max(Math.ceil(first.due - now), 0), MAX_TIMER_MS),
    );
  }

  #fire = (): void => {
    this.#timer = undefined;
    this.#fires = Infinity;
    const now = performance.now();
    for (let first = this.#heap[0]; first !== undefined && first.due <= now;) {
      this.remove(first);
      first.timeOut();
      first = this.#heap[0];
    }
    this.#set(now);
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
}
