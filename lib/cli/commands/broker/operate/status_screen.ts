import { RateMeter } from "../../../report/rate_meter.ts";
import { formatCount } from "../../../units.ts";
import type { Queue } from "../session.ts";
import { type Status, statusTable } from "./status_text.ts";

/** Most dead items whose kind is looked at. */
const MOST_DEAD = 1000;

const CLEAR = "\x1b[2J";
const HOME = "\x1b[H";
const CLEAR_LINE = "\x1b[K";
const CLEAR_REST = "\x1b[J";

/** A screen that is drawn again and again. */
export class StatusScreen {
  readonly #queue: Queue;
  readonly #meter = new RateMeter();
  readonly #start = performance.now();
  #first: number | undefined;
  #dead = 0;
  #deadKinds = "";

  constructor(queue: Queue) {
    this.#queue = queue;
  }

  /** What to write to draw it. */
  async draw(status: Status): Promise<string> {
    const { done, dead } = status.stats;
    const isFirst = this.#first === undefined;
    const finished = done + dead - (this.#first ??= done + dead);
    const elapsedMs = performance.now() - this.#start;
    const { recent: rate } = this.#meter.update({ finished, elapsedMs });
    if (dead !== this.#dead) await this.#countDead(dead);
    const text = statusTable(status, { rate, deadKinds: this.#deadKinds });
    const lines = text.replaceAll("\n", `${CLEAR_LINE}\n`);
    return `${isFirst ? CLEAR : ""}${HOME}${lines}${CLEAR_LINE}\n${CLEAR_REST}`;
  }

  async #countDead(dead: number): Promise<void> {
    this.#dead = dead;
    const kinds = new Map<string, number>();
    let count = 0;
    try {
      for await (const { fault } of this.#queue.dead()) {
        if (++count > MOST_DEAD) break;
        kinds.set(fault.kind, (kinds.get(fault.kind) ?? 0) + 1);
      }
    } catch {
      // A user without the right to read them is shown none.
    }
    const parts = [...kinds].sort(([, a], [, b]) => b - a)
      .map(([kind, count]) => `${formatCount(count)} ${kind}`);
    const more = count > MOST_DEAD ? ["…"] : [];
    this.#deadKinds = [...parts, ...more].join(", ");
  }
}
