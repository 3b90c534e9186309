/** Something that waits; in at most one list at a time. */
export abstract class Waiter {
  /** The list it stands in; `undefined` once it was served or gave up. */
  list: WaitList<Waiter> | undefined = undefined;
  /** The one in front. */
  before: Waiter | undefined = undefined;
  /** The one behind. */
  after: Waiter | undefined = undefined;
  /** Since when it waits, in milliseconds of the turn clock. */
  since = 0;
}

/** First come, first served, with O(1) removal from anywhere. */
export class WaitList<W extends Waiter> {
  /** Who is served next. */
  first: W | undefined = undefined;
  #last: W | undefined = undefined;
  /** How many wait. */
  size = 0;

  /** Adds a waiter behind all others. */
  push(waiter: W): void {
    const last = this.#last;
    waiter.list = this as unknown as WaitList<Waiter>;
    waiter.before = last;
    if (last === undefined) this.first = waiter;
    else last.after = waiter;
    this.#last = waiter;
    this.size++;
  }

  /** Takes out a waiter that stands in this list. */
  remove(waiter: W): void {
    const { before, after } = waiter;
    if (before === undefined) this.first = after as W | undefined;
    else before.after = after;
    if (after === undefined) this.#last = before as W | undefined;
    else after.before = before;
    waiter.list = waiter.before = waiter.after = undefined;
    this.size--;
  }

  /** Takes out everyone, in order. */
  clear(): W[] {
    const waiters: W[] = [];
    while (this.first !== undefined) {
      waiters.push(this.first);
      this.remove(this.first);
    }
    return waiters;
  }
}
