import { RecentMap } from "../recent_map.ts";
import type { Delivery } from "./delivery.ts";

/**
 * At least so many of the latest are remembered, and at most twice as many: about 20 MB.
 * An item of a machine that was killed runs again after its lease, when others are done.
 */
const REMEMBERED = 100_000;

/** What tells a value from all others. */
export type StoredValue = Pick<Delivery, "id" | "sequence" | "storedAt">;

/** Where a value was stored, and when. */
type Place = readonly [sequence: number, storedAt: number];

/**
 * The values that this process finished.
 *
 * A server that is killed forgets what it was told last, and gives out values that were
 * finished. It also forgets the ids of what has left a queue, and stores under them again.
 * Who finished such a value can tell.
 */
export class FinishedValues {
  readonly #window: number;
  readonly #places = new RecentMap<Place>(REMEMBERED);

  /** Goes by the rule of a queue that stores an id once within `window` milliseconds. */
  constructor(window: number) {
    this.#window = window;
  }

  /** Remembers a value. */
  add({ id, sequence, storedAt }: StoredValue): void {
    this.#places.set(id || `${sequence}`, [sequence, storedAt]);
  }

  /** Whether a value was finished here, or is one that the broker should not have stored. */
  has({ id, sequence, storedAt }: StoredValue): boolean {
    const known = this.#places.get(id || `${sequence}`);
    if (known === undefined) return false;
    const [first, firstAt] = known;
    const later = storedAt - firstAt;
    // A queue that is made anew begins with 1 again.
    return sequence === first
      ? later === 0
      : sequence > first && later < this.#window;
  }
}
