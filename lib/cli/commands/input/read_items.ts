import {
  type Batch,
  batchLimit,
  type BufferPool,
  rangeBatches,
  type Read,
  readDelimited,
  readJsonArray,
  readLines,
  type ReadLinesOptions,
  readNullLines,
} from "../../../mod.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import { StreamError, type Terminal } from "../../terminal.ts";
import { separatorOf } from "../run/formats.ts";
import type { RunStats } from "../run/run_stats.ts";

/** What reading needs to know. */
export interface InputOptions {
  readonly run: RunSettings;
  readonly terminal: Terminal;
  readonly stats: RunStats;
  /** Ends the input when it aborts. */
  readonly signal: AbortSignal;
  /** Where what was read goes when it is done. */
  readonly buffers?: BufferPool | undefined;
  /** Told the names of a table's columns. */
  readonly onColumns?: ((names: readonly string[]) => void) | undefined;
}

/**
 * The items of a run, counted as they are read.
 *
 * Input that breaks off ends them: what came before is done all the same, and the stats
 * tells why there was no more.
 */
export async function* readItems(
  options: InputOptions,
): AsyncGenerator<Batch, void> {
  const { run, terminal, stats, signal, buffers } = options;
  const maxItems = batchLimit(run.capacity);
  const read: Read = async (buffer) => {
    const size = await terminal.stdin.read(buffer);
    stats.bytesIn += size ?? 0;
    return size;
  };
  const source = run.input.format === "range"
    ? rangeBatches(run.input, maxItems)
    : readStdin(read, options, { maxItems, signal, buffers });
  try {
    for await (const batch of source) {
      if (signal.aborted) return;
      stats.countRead(batch);
      yield batch;
    }
  } catch (error) {
    if (!(error instanceof StreamError)) throw error;
    stats.brokenInput = error;
  }
}

function readStdin(
  read: Read,
  { run, onColumns }: InputOptions,
  options: ReadLinesOptions,
): AsyncIterable<Batch> {
  const { format } = run.input;
  const separator = separatorOf(format);
  if (separator !== undefined) {
    return readDelimited(read, { ...options, separator, onColumns });
  }
  if (format === "json") return readJsonArray(read, options);
  if (format === "lines" && run.hasNullEnds) {
    return readNullLines(read, options);
  }
  return readLines(read, options);
}
