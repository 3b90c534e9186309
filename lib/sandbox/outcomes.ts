/**
 * From what a worker said, or how it died, to segments and to what is run again.
 *
 * @module
 */

import type { FailureKind } from "../errors.ts";
import type { BatchReply, GuestFailure } from "./guest/protocol.ts";
import type { Piece } from "./piece_queue.ts";
import { failedSegment } from "./segment.ts";
import { partOf } from "./worker_handle.ts";

/** What is left to do after a reply. */
export interface Leftover {
  /** Single items to try again. */
  readonly retries: readonly Piece[];
  /** What was handed back. */
  readonly rest: Piece | undefined;
}

/** Delivers a reply to its run, less the items that are to be tried again. */
export function deliverReply(piece: Piece, reply: BatchReply): Leftover {
  const retries: Piece[] = [];
  let from = START;
  for (const failure of retriable(piece, reply)) {
    deliverBetween(piece, reply, { from, to: failure });
    const retry = partOf(piece, failure.item, 1);
    if (retry) retries.push({ ...retry, attempt: piece.attempt + 1 });
    from = failure;
  }
  deliverBetween(piece, reply, { from, to: endOf(reply) });
  const rest = partOf(piece, reply.done, piece.batch.count - reply.done);
  return { retries, rest };
}

/** A place in a reply, at an item: what came before it. */
type Place = Pick<GuestFailure, "item" | "at" | "lines" | "blank">;

const START: Place = { item: -1, at: 0, lines: 0, blank: 0 };

function endOf({ done, output, emitted, blank }: BatchReply): Place {
  return { item: done, at: output.length, lines: emitted, blank };
}

/** The failures to try again; a line that is no JSON stays so. */
function retriable(piece: Piece, reply: BatchReply): readonly GuestFailure[] {
  if (piece.attempt >= piece.run.options.retries) return [];
  return reply.failures.filter(({ kind }) => kind !== "input");
}

/** Delivers what a reply says of the items between two places. */
function deliverBetween(
  piece: Piece,
  reply: BatchReply,
  { from, to }: { from: Place; to: Place },
): void {
  const start = from.item + 1;
  const part = partOf(piece, start, to.item - start);
  if (part === undefined) return;
  const failures = reply.failures
    .filter(({ item }) => item >= start && item < to.item)
    .map(({ item, at, kind, message }) => {
      const position = piece.batch.first + item;
      return { position, at: at - from.at, kind, message };
    });
  piece.run.deliver({
    batch: part.batch,
    output: reply.output.subarray(from.at, to.at),
    emitted: to.lines - from.lines,
    blank: to.blank - from.blank,
    failures,
  });
}

/** A piece without the item that failed. */
export interface Divided {
  readonly others: readonly Piece[];
  /** The item, if it is to be tried again; otherwise its failure was delivered. */
  readonly retry: Piece | undefined;
}

/** Takes the item that ended a worker out of its piece. */
export function divideAtFailure(
  piece: Piece,
  item: number,
  cause: { kind: FailureKind; message: string },
): Divided {
  const { batch, run, attempt } = piece;
  const others = [
    partOf(piece, 0, item),
    partOf(piece, item + 1, batch.count - item - 1),
  ].filter((part) => part !== undefined);
  const failed = partOf(piece, item, 1);
  if (failed === undefined) return { others, retry: undefined };
  if (attempt < run.options.retries) {
    return { others, retry: { ...failed, attempt: attempt + 1 } };
  }
  run.deliver(failedSegment(failed.batch, cause.kind, cause.message));
  return { others, retry: undefined };
}
