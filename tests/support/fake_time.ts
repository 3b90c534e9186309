/**
 * Fakes what `FakeTime` of `@std/testing` does, and no more: timers and `Date`.
 *
 * `performance.now()` and `setImmediate` stay real.
 */
export class FakeTime implements Disposable {
  #now: number;
  #timers = new Map<
    number,
    { body: () => void; due: number; every?: number }
  >();
  #ids = 0;
  #isOver = false;
  #real = { setTimeout, clearTimeout, setInterval, clearInterval, Date };

  constructor(start = 1_000_000) {
    this.#now = start;
    const now = () => this.#now;
    Object.assign(globalThis, {
      Date: class extends this.#real.Date {
        static override now = now;
      },
      setTimeout: (body: () => void, delay = 0) => {
        const due = this.#now + Math.floor(delay);
        this.#timers.set(++this.#ids, { body, due });
        return this.#ids;
      },
      clearTimeout: (id: number) => {
        if (this.#isOver) throw new Error("no fake time");
        this.#timers.delete(id);
      },
      setInterval: (body: () => void, every: number) => {
        this.#timers.set(++this.#ids, { body, due: this.#now + every, every });
        return this.#ids;
      },
      clearInterval: (id: number) => void this.#timers.delete(id),
    });
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets time pass, and calls what is due. */
  tick(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [id, { body, due, every }] = next;
      if (every === undefined) this.#timers.delete(id);
      else this.#timers.set(id, { body, due: due + every, every });
      this.#now = Math.max(this.#now, due);
      body();
    }
    this.#now = end;
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    Object.assign(globalThis, this.#real);
  }

  #next(end: number) {
    return [...this.#timers].filter(([, timer]) => timer.due <= end)
      .sort(([, a], [, b]) => a.due - b.due)[0];
  }
}
