import type { BatchResult } from "../../../mod.ts";

/** A part of the input whose outcomes were written. */
type Part = Pick<BatchResult, "batch" | "blank">;

/**
 * Counts which items were written, in whatever order: where a run can go on.
 *
 * Invariants: `first <= count`; no part in `early` begins at `next`, or before it.
 */
export class WrittenItems {
  /** Items that were written. */
  count = 0;
  /** Items that were written with all before them. */
  first = 0;
  /** Position in the input of the item after those. */
  #next = 0;
  readonly #early = new Map<number, Part>();

  /** Takes in where the items begin, when some were left out before them. */
  begin(position: number): void {
    this.#next = position;
  }

  /** Takes in a part. O(1), or O(parts that came too early). */
  add(part: Part): void {
    this.count += itemsOf(part);
    this.#early.set(part.batch.first, part);
    for (;;) {
      const head = this.#early.get(this.#next);
      if (head === undefined) return;
      this.#early.delete(this.#next);
      this.#next += head.batch.count;
      this.first += itemsOf(head);
    }
  }
}

function itemsOf({ batch, blank }: Part): number {
  return batch.count - blank;
}
