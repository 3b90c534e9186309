import { TICK_MS, type Ticker } from "../../lib/sandbox/worker/watchdog.ts";

/** A clock that stands still until the test lets time pass. */
export class FakeTicker implements Ticker {
  #now = 1_000;
  readonly #ticks = new Set<() => void>();

  /** Whether anybody wants to be called. */
  get isRunning(): boolean {
    return this.#ticks.size > 0;
  }

  now(): number {
    return this.#now;
  }

  start(tick: () => void, _ms: number): () => void {
    this.#ticks.add(tick);
    return () => void this.#ticks.delete(tick);
  }

  /** Lets time pass, with a tick whenever one is due. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= TICK_MS) this.stall(TICK_MS);
  }

  /** Lets time pass, with one late tick at its end. */
  stall(ms: number): void {
    this.#now += ms;
    for (const tick of [...this.#ticks]) tick();
  }
}
