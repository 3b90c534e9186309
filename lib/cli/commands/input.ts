import { type Batch, batchLimit, rangeBatches, readLines } from "../../mod.ts";
import type { RunOptions } from "../args.ts";
import type { Terminal } from "../terminal.ts";
import type { Tally } from "./tally.ts";

/** What reading needs to know. */
export interface InputOptions {
  readonly run: RunOptions;
  readonly terminal: Terminal;
  readonly tally: Tally;
  /** Ends the input when it aborts. */
  readonly signal: AbortSignal;
}

/** The items of a run, counted as they are read. */
export async function* readItems(
  { run, terminal, tally, signal }: InputOptions,
): AsyncGenerator<Batch, void> {
  const maxItems = batchLimit(run.capacity);
  const read = async (buffer: Uint8Array<ArrayBuffer>) => {
    const size = await terminal.stdin.read(buffer);
    tally.bytesIn += size ?? 0;
    return size;
  };
  const source = run.input.format === "range"
    ? rangeBatches(run.input, maxItems)
    : readLines(read, { maxItems, signal });
  for await (const batch of source) {
    if (signal.aborted) return;
    tally.countRead(batch);
    yield batch;
  }
}
