/** A part of the output that covers consecutive items of the input. */
export interface Sequenced {
  /** The items it covers. */
  readonly batch: { readonly first: number; readonly count: number };
}

/**
 * Brings parts that come in any order back into the order of the input.
 *
 * It holds what came too early, and says how much that is, so that its feeder
 * can wait: see {@linkcode Resequencer.held}.
 */
export class Resequencer<Part extends Sequenced> {
  #next: number | undefined;
  #held = 0;
  readonly #early = new Map<number, Part>();

  /** Position of the first item that has not come out. */
  get next(): number {
    return this.#next ?? 0;
  }

  /** Says what the first part of all is, if it is not at 0; later calls say nothing. */
  begin({ first }: Sequenced["batch"]): void {
    this.#next ??= first;
  }

  /** How many items came too early, and are held. */
  get held(): number {
    return this.#held;
  }

  /**
   * Takes in a part, and gives all that can come out now, in order.
   *
   * O(parts that come out).
   */
  put(part: Part): Part[] {
    const { first, count } = part.batch;
    this.#early.set(first, part);
    this.#held += count;
    const ready: Part[] = [];
    for (;;) {
      const { next } = this;
      const head = this.#early.get(next);
      if (head === undefined) return ready;
      this.#early.delete(next);
      this.#held -= head.batch.count;
      this.#next = next + head.batch.count;
      ready.push(head);
    }
  }
}
