import type { ItemPosition } from "./item_position.ts";

/** An item, and how long it took. */
export interface SlowItem extends ItemPosition {
  readonly ms: number;
}

/** Most items that are remembered. */
const MOST = 5;

/** Remembers the items that took longest. */
export class SlowestItems {
  #items: SlowItem[] = [];
  #least = 0;

  /** Whether an item that took so long is one of the slowest so far. */
  isSlow(ms: number): boolean {
    return ms > this.#least || this.#items.length < MOST;
  }

  /** Takes in an item. */
  add(item: SlowItem): void {
    this.#items = [...this.#items, item].sort((a, b) => b.ms - a.ms)
      .slice(0, MOST);
    this.#least = this.#items.length < MOST ? 0 : this.#items.at(-1)?.ms ?? 0;
  }

  /** The slowest items, the slowest of all first. */
  get items(): readonly SlowItem[] {
    return this.#items;
  }
}
