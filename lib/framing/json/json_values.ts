import type { Batch } from "../batch.ts";
import { JsonFramer } from "./json_framer.ts";
import { type Read, readFramed, type ReadLinesOptions } from "../sources.ts";

/**
 * Reads JSON values one after another, as batches: the elements of an array are items,
 * and any other value is one.
 *
 * Blanks, line ends, RS (0x1E) or nothing may stand between values. A broken value is
 * given out like others, for its parser to complain, and so is one in which another
 * begins where none can; what breaks off at the end is one refused item. Takes nothing
 * from `read` while no batch is asked for, and holds no more than one batch and one
 * item.
 *
 * @param read Where the bytes come from; it is not called again before it has settled.
 * @param options How the items are grouped; `longestLine` is that of an item.
 * @returns The batches; at once at its end when the signal aborts.
 * @throws {RangeError} If `maxItems` or `longestLine` makes no sense.
 * @throws What `read` threw, once all that is whole was given out.
 */
export async function* readJson(
  read: Read,
  options: ReadLinesOptions,
): AsyncGenerator<Batch, void> {
  yield* readFramed(read, new JsonFramer(options), options.signal);
}
