interface FakeTimer {
  readonly body: () => void;
  readonly due: number;
}

/** Replaces the timers and the clock of the platform until it is disposed. */
export class FakeClock implements Disposable {
  now = 1000;
  /** Every delay that was asked for. */
  readonly delays: number[] = [];
  #timers = new Map<number, FakeTimer>();
  #ids = 0;
  #set = globalThis.setTimeout;
  #clear = globalThis.clearTimeout;
  #read = performance.now;

  constructor() {
    const set = (body: () => void, delay: number): number => {
      this.delays.push(delay);
      this.#timers.set(++this.#ids, { body, due: this.now + delay });
      return this.#ids;
    };
    const clear = (id: number): void => void this.#timers.delete(id);
    Object.assign(globalThis, { setTimeout: set, clearTimeout: clear });
    performance.now = () => this.now;
  }

  /** How many timers are set. */
  get pending(): number {
    return this.#timers.size;
  }

  /** Lets time pass, and what is due happen. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (let next = this.#next(end); next; next = this.#next(end)) {
      const [id, { body, due }] = next;
      this.#timers.delete(id);
      this.now = Math.max(this.now, due);
      body();
    }
    this.now = end;
  }

  [Symbol.dispose](): void {
    Object.assign(globalThis, {
      setTimeout: this.#set,
      clearTimeout: this.#clear,
    });
    performance.now = this.#read;
  }

  #next(end: number): [number, FakeTimer] | undefined {
    return [...this.#timers].filter(([, timer]) => timer.due <= end)
      .sort(([, a], [, b]) => a.due - b.due)[0];
  }
}
