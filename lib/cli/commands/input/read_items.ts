import type {
  Batch,
  BufferPool,
  Read,
  ReadLinesOptions,
} from "../../../mod.ts";
import { batchLimit, rangeBatches, readLines } from "../../../running.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import { StreamError } from "../../stream_error.ts";
import type { RunStats } from "../run/run_stats.ts";
import type { FileIndex, InputSource } from "./input_source.ts";
import type { InputHead } from "./input_head.ts";
import { openBytes } from "./open_bytes.ts";

/** What reading needs to know. */
export interface InputOptions {
  readonly run: RunSettings;
  /** What is read, one after another; a range reads none of it. */
  readonly sources: readonly InputSource[];
  readonly stats: RunStats;
  /** Ends the input when it aborts. */
  readonly signal: AbortSignal;
  /** Told where the items of each file begin, when there is more than stdin. */
  readonly files?: FileIndex | undefined;
  /** Where what was read goes when it is done. */
  readonly buffers?: BufferPool | undefined;
  /** Told the names of a table's columns. */
  readonly onColumns?: ((names: readonly string[]) => void) | undefined;
  /** Keeps how the input begins. */
  readonly head?: InputHead | undefined;
  /** Says something to people. */
  readonly say?: ((line: string) => void) | undefined;
}

/**
 * The items of a run, counted as they are read.
 *
 * Input that breaks off ends them: what came before is done all the same, and
 * `stats.brokenInput` tells why there was no more.
 */
export async function* readItems(
  options: InputOptions,
): AsyncGenerator<Batch, void> {
  const { run, stats, signal } = options;
  const source = run.input.format === "range"
    ? rangeBatches(run.input, batchLimit(run.capacity))
    : readSources(options);
  try {
    for await (const batch of await sliced(source, options)) {
      if (signal.aborted) return;
      stats.countRead(batch);
      yield batch;
    }
    stats.isInputOver = !signal.aborted;
  } catch (error) {
    if (!(error instanceof StreamError)) throw error;
    stats.brokenInput = error;
  }
}

/** The items that are asked for. */
async function sliced(
  source: Iterable<Batch> | AsyncIterable<Batch>,
  { run: { input, skip, limit }, buffers }: InputOptions,
): Promise<Iterable<Batch> | AsyncIterable<Batch>> {
  if (skip === 0 && limit === undefined) return source;
  const { sliceItems } = await import("../../../mod.ts");
  const hasBlanks = input.format === "ndjson";
  return sliceItems(source, { skip, limit, hasBlanks, buffers });
}

/** The items of all sources, as if they were one; each has its own headers. */
async function* readSources(
  options: InputOptions,
): AsyncGenerator<Batch, void> {
  const { sources, files, signal, say } = options;
  let offset = 0;
  for (const source of sources) {
    if (signal.aborted) return;
    if (source.isTyped) say?.("reading the terminal; Ctrl-D ends it");
    files?.add(source.name, offset);
    let end = offset;
    for await (const batch of await readSource(source, options)) {
      const first = offset + batch.first;
      end = first + batch.count;
      yield offset === 0 ? batch : { ...batch, first };
    }
    offset = end;
  }
}

/** The items of one source; what cuts anything but lines is loaded when it is asked for. */
async function readSource(
  source: InputSource,
  { run, stats, signal, buffers, head, onColumns }: InputOptions,
): Promise<AsyncIterable<Batch>> {
  const counted: Read = async (buffer) => {
    const start = performance.now();
    const size = await source.read(buffer);
    stats.readMs += performance.now() - start;
    stats.bytesIn += size ?? 0;
    return size;
  };
  const name = source.name ?? "stdin";
  const opened = openBytes(counted, { ...run, name });
  const read = head?.kept(opened) ?? opened;
  const maxItems = batchLimit(run.capacity);
  const options: ReadLinesOptions = { maxItems, signal, buffers };
  const { format } = run.input;
  const hasNullEnds = format === "lines" && run.hasNullEnds;
  const isLines = format === "ndjson" || format === "lines" && !hasNullEnds;
  if (isLines) return readLines(read, options);
  const { readJson, readNullLines, readTable } = await import(
    "../../../mod.ts"
  );
  if (run.tableIn !== undefined) {
    return readTable(read, { ...options, ...run.tableIn, onColumns });
  }
  return hasNullEnds ? readNullLines(read, options) : readJson(read, options);
}
