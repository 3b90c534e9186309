import { splitBatch } from "../../framing/batch.ts";
import type { BatchReply, GuestFailure } from "../protocol.ts";
import type { Chunk } from "./chunk.ts";

/** What is left to do after a reply. */
export interface Leftover {
  /** Single items to try again. */
  readonly retries: readonly Chunk[];
  /** What was handed back. */
  readonly rest: Chunk | undefined;
}

/** Delivers a reply to its run, less the items that are to be tried again. */
export function deliverReply(chunk: Chunk, reply: BatchReply): Leftover {
  const delivery = new Delivery(chunk, reply);
  const isLastTry = chunk.attempt >= chunk.run.options.retries;
  const retries: Chunk[] = [];
  for (const failure of reply.failures) {
    // A line that is no JSON stays so.
    if (isLastTry || failure.kind === "input") {
      delivery.note(failure);
      continue;
    }
    delivery.deliverUpTo(failure);
    const retry = delivery.skipOne();
    if (retry) retries.push({ ...retry, attempt: chunk.attempt + 1 });
  }
  const { done, output, emitted, blank } = reply;
  const at = output.length;
  delivery.deliverUpTo({ item: done, at, lines: emitted, blank });
  return { retries, rest: delivery.rest };
}

/** A place in a reply, at an item: what came before it. */
type Place = Pick<GuestFailure, "item" | "at" | "lines" | "blank">;

/** Goes through a chunk and the reply to it, side by side, once. */
class Delivery {
  /** What is left of the chunk. */
  rest: Chunk | undefined;
  readonly #reply: BatchReply;
  #from: Place = { item: 0, at: 0, lines: 0, blank: 0 };
  #failures: GuestFailure[] = [];

  constructor(chunk: Chunk, reply: BatchReply) {
    this.rest = chunk;
    this.#reply = reply;
  }

  /** Keeps a failure for the result that will hold it. */
  note(failure: GuestFailure): void {
    this.#failures.push(failure);
  }

  /** Delivers the items before a place. */
  deliverUpTo(to: Place): void {
    const from = this.#from;
    const part = this.#cut(to.item - from.item);
    this.#from = to;
    if (part === undefined) return;
    const failures = this.#failures.map(({ item, at, kind, message }) => {
      const position = part.batch.first + item - from.item;
      return { position, at: at - from.at, kind, message };
    });
    this.#failures = [];
    part.run.deliver({
      batch: part.batch,
      output: this.#reply.output.subarray(from.at, to.at),
      emitted: to.lines - from.lines,
      blank: to.blank - from.blank,
      failures,
    });
  }

  /** Takes out the next item. */
  skipOne(): Chunk | undefined {
    this.#from = { ...this.#from, item: this.#from.item + 1 };
    return this.#cut(1);
  }

  #cut(count: number): Chunk | undefined {
    if (this.rest === undefined || count <= 0) return undefined;
    const [head, rest] = splitBatch(this.rest.batch, count);
    const chunk = { ...this.rest, attempt: 0 };
    this.rest = rest && { ...chunk, batch: rest };
    return { ...chunk, batch: head };
  }
}
