/**
 * What waits for a worker.
 *
 * Invariants: the chunks of a lane stand in the order of their submissions, and of items
 * within one; a lane that has no chunk is not there; `items` is the number of items of all
 * chunks.
 *
 * @module
 */

import { invariant, invariants } from "../../internal/invariant.ts";
import type { Chunk } from "../chunk.ts";
import type { Submission } from "../submission.ts";
import { ChunkList } from "./chunk_list.ts";

/** Chunks of several lanes, which take turns; what comes back goes to its old place. */
export class ChunkQueue {
  /** Whose turn is next comes first. */
  readonly #lanes = new Map<object, ChunkList>();
  #items = 0;

  /** How many items wait. */
  get items(): number {
    return this.#items;
  }

  /** Whether nothing waits. */
  get isEmpty(): boolean {
    return this.#lanes.size === 0;
  }

  /** How many chunks wait. */
  get size(): number {
    let size = 0;
    for (const list of this.#lanes.values()) size += list.size;
    return size;
  }

  /** The chunk that `take` would give. */
  peek(accepts: (chunk: Chunk) => boolean): Chunk | undefined {
    for (const list of this.#lanes.values()) {
      const chunk = list.peek(accepts);
      if (chunk !== undefined) return chunk;
    }
    return undefined;
  }

  /** Takes the first chunk that is accepted, of the first lane that has one. */
  take(accepts: (chunk: Chunk) => boolean): Chunk | undefined {
    for (const [lane, list] of this.#lanes) {
      const chunk = list.take(accepts);
      if (chunk === undefined) continue;
      this.#items -= chunk.batch.count;
      this.#lanes.delete(lane);
      if (list.size > 0) this.#lanes.set(lane, list);
      return chunk;
    }
    return undefined;
  }

  /** Puts a chunk in its place. */
  insert(chunk: Chunk): void {
    const { lane } = chunk.submission.options;
    let list = this.#lanes.get(lane);
    if (list === undefined) this.#lanes.set(lane, list = new ChunkList());
    list.insert(chunk);
    this.#items += chunk.batch.count;
    if (invariants.checked) this.#check();
  }

  /** Drops every chunk of a submission. */
  drop({ options: { lane, order } }: Submission): void {
    const list = this.#lanes.get(lane);
    if (list === undefined) return;
    this.#items -= list.drop(order);
    if (list.size === 0) this.#lanes.delete(lane);
    if (invariants.checked) this.#check();
  }

  #check(): void {
    let items = 0;
    for (const list of this.#lanes.values()) {
      invariant(list.size > 0, "no lane is empty");
      items += list.countItems();
    }
    invariant(items === this.#items, "every item that waits is counted once");
  }
}
