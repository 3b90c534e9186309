import type { Batch } from "../batch.ts";
import { type Read, readFramed } from "../sources.ts";
import { TableFramer } from "./table_framer.ts";
import type { ReadTableOptions } from "./table_options.ts";

export type { ReadTableOptions };

/**
 * Reads a table as batches of rows, for a sandbox whose input is `table`: each row becomes
 * an object there, with the names of the columns.
 *
 * A field may be quoted, and then hold delimiters, line ends and, doubled, quotes. What
 * cannot be a row is an invalid item; a quote that does not end as it must costs its line.
 * Lines end in LF, CR LF, or, if the first one does, in CR. An item knows the line on which
 * it begins.
 *
 * Takes nothing from `read` while no batch is asked for, and holds no more than one
 * batch and one row.
 *
 * @example A table through a sandbox
 * ```ts
 * import { readTable, Sandbox } from "@sluice/sluice";
 * import { assertEquals } from "@std/assert";
 *
 * const chunks = [new TextEncoder().encode("name,qty\nnut,3\nbolt,4\n")];
 * const read = (into: Uint8Array) => {
 *   const chunk = chunks.shift();
 *   if (chunk !== undefined) into.set(chunk);
 *   return Promise.resolve(chunk?.length ?? null);
 * };
 * await using sandbox = new Sandbox("e => [e.name, e.qty * 2]");
 * let lines = "";
 * await sandbox.pipe(readTable(read, { delimiter: ",", maxItems: 100 }), {
 *   input: "table",
 *   output: "ndjson",
 *   capacity: 200,
 *   sink: ({ output }) => void (lines += new TextDecoder().decode(output)),
 * });
 * assertEquals(lines, '["nut",6]\n["bolt",8]\n');
 * ```
 *
 * @param read Where the bytes come from; it is not called again before it has settled.
 * @param options How the table is written.
 * @returns The batches; at once at its end when the signal aborts.
 * @throws {RangeError} If an option makes no sense.
 * @throws What `read` threw, once all that is whole was given out.
 */
export async function* readTable(
  read: Read,
  options: ReadTableOptions,
): AsyncGenerator<Batch, void> {
  yield* readFramed(read, new TableFramer(options), options.signal);
}
