import type { JobPlace } from "../../errors.ts";
import { splitBatch } from "../../framing/batch.ts";
import type { Chunk } from "../chunk.ts";
import type { BatchReply, GuestFailure } from "../protocol.ts";
import type { Tracer } from "./trace_memo.ts";

/** What is left to do after a reply. */
export interface Leftover {
  /** Items to try again, neighbours together. */
  readonly retries: readonly Chunk[];
  /** What was handed back. */
  readonly rest: Chunk | undefined;
  /** How many items were not tried again, since they could only fail again. */
  readonly spared: number;
}

/** Delivers a reply to its submission, less the items that are to be tried again. */
export function deliverReply(
  chunk: Chunk,
  reply: BatchReply,
  tracer: Tracer,
): Leftover {
  const delivery = new Delivery(chunk, { reply, tracer });
  const { retries, canDiffer } = chunk.submission.options;
  const isLastTry = chunk.attempt >= retries;
  for (const failure of reply.failures) {
    // A line that is no JSON stays so.
    if (isLastTry || failure.kind === "input") delivery.note(failure);
    else if (canDiffer) delivery.retry(failure);
    else delivery.spare(failure);
  }
  const { done, output, emitted, blank } = reply;
  const at = output.length;
  delivery.deliverUpTo({ item: done, at, lines: emitted, blank });
  return delivery;
}

/** A position in a reply, at an item: what came before it. */
type Position = Pick<GuestFailure, "item" | "at" | "lines" | "blank">;

/** Goes through a chunk and the reply to it, side by side, once. */
class Delivery implements Leftover {
  readonly retries: Chunk[] = [];
  rest: Chunk | undefined;
  spared = 0;
  readonly #reply: BatchReply;
  readonly #tracer: Tracer;
  #from: Position = { item: 0, at: 0, lines: 0, blank: 0 };
  #failures: GuestFailure[] = [];
  /** The first item of those that are tried again together. */
  #retryFrom: number | undefined;

  constructor(
    chunk: Chunk,
    { reply, tracer }: { reply: BatchReply; tracer: Tracer },
  ) {
    this.rest = chunk;
    this.#reply = reply;
    this.#tracer = tracer;
  }

  /** Keeps a failure for the result that will hold it. */
  note(failure: GuestFailure): void {
    this.#failures.push(failure);
  }

  /** Keeps a failure that could only happen again. */
  spare(failure: GuestFailure): void {
    this.spared++;
    this.note(failure);
  }

  /** Delivers the items before a failure, whose item is tried again. */
  retry(failure: GuestFailure): void {
    const next = this.#retryFrom ?? failure.item;
    const isNeighbour = this.#from.item === failure.item &&
      this.#retryFrom !== undefined;
    if (!isNeighbour) this.deliverUpTo(failure);
    this.#retryFrom = isNeighbour ? next : failure.item;
    this.#from = { ...failure, item: failure.item + 1 };
  }

  /** Delivers the items before a position. */
  deliverUpTo(to: Position): void {
    this.#cutRetries();
    const from = this.#from;
    const part = this.#cut(to.item - from.item);
    this.#from = to;
    if (part === undefined) return;
    const failures = this.#failures.map((failure) => {
      const { item, at, kind, message } = failure;
      const position = part.batch.first + item - from.item;
      const trace = this.#placesOf(failure);
      return { position, at: at - from.at, kind, message, ...trace };
    });
    this.#failures = [];
    const times = this.#reply.times?.subarray(from.item, to.item);
    const steps = this.#reply.steps?.subarray(from.item, to.item);
    part.submission.deliver({
      batch: part.batch,
      output: this.#reply.output.subarray(from.at, to.at),
      emitted: to.lines - from.lines,
      blank: to.blank - from.blank,
      failures,
      ...(times && { times }),
      ...(steps && { steps }),
    });
  }

  #placesOf({ frames }: GuestFailure): { trace?: readonly JobPlace[] } {
    if (frames.length === 0) return {};
    const trace = this.#tracer.trace(frames);
    return trace.length === 0 ? {} : { trace };
  }

  #cutRetries(): void {
    if (this.#retryFrom === undefined) return;
    const part = this.#cut(this.#from.item - this.#retryFrom);
    this.#retryFrom = undefined;
    if (part === undefined) return;
    this.retries.push({ ...part, attempt: part.attempt + 1 });
  }

  #cut(count: number): Chunk | undefined {
    if (this.rest === undefined || count <= 0) return undefined;
    const [head, rest] = splitBatch(this.rest.batch, count);
    const chunk = this.rest;
    this.rest = rest && { ...chunk, batch: rest };
    return { ...chunk, batch: head };
  }
}
