/**
 * What the formats of the command line mean to the parts of a run.
 *
 * @module
 */

import type { Batch, Emit, InputFormat, OutputFormat } from "../../../mod.ts";
import { lineOf } from "../../../running.ts";
import { isTable } from "../../args/table_settings.ts";
import type { ItemPosition } from "../../report/item_position.ts";
import type { FileIndex } from "../input/input_source.ts";
import type { RunSettings } from "../../args/run_settings.ts";

type Formats = Pick<RunSettings, "input" | "output" | "hasNullEnds" | "emit">;

/** What the workers take and give; all else is made of it on this side. */
export interface WorkerFormats {
  readonly input: InputFormat;
  readonly output: OutputFormat;
  readonly emit: Emit;
}

/** The formats on the way to the workers and back. */
export function workerFormats(run: Formats): WorkerFormats {
  return { input: workerInput(run), output: workerOutput(run), emit: run.emit };
}

function workerInput({ input, hasNullEnds }: Formats): InputFormat {
  if (input.format === "range") return "range";
  if (isTable(input.format)) return "table";
  return input.format === "lines" && !hasNullEnds ? "lines" : "ndjson";
}

function workerOutput({ output, hasNullEnds }: Formats): OutputFormat {
  switch (output) {
    case "ndjson":
    case "json":
      return "ndjson";
    case "lines":
      return hasNullEnds ? "null-lines" : "lines";
    case "csv":
    case "tsv":
      return "table";
  }
}

/** Whether what is written ends in a line feed at any time. */
export function isWrittenInLines(
  { output, hasNullEnds }: Pick<Formats, "output" | "hasNullEnds">,
): boolean {
  return output !== "json" && !(output === "lines" && hasNullEnds);
}

/** What the place of an item depends on. */
export interface PositionContext {
  readonly batch: Batch;
  readonly run: Formats;
  readonly files?: FileIndex | undefined;
}

/** Where the item at `position` of a batch is to be found. */
export function positionOf(
  position: number,
  { batch, run, files }: PositionContext,
): ItemPosition {
  const line = lineOf(batch, position);
  const found = files?.find(position);
  const file = found && { file: found.name };
  if (line !== undefined) return { label: "line", position: line, ...file };
  const { format } = run.input;
  const isLine = format === "ndjson" || format === "lines" && !run.hasNullEnds;
  const label = isLine ? "line" : "item";
  return { label, position: (found?.position ?? position) + 1, ...file };
}

/** Whether what stands for an item in its batch is JSON. */
export function isJson(
  { batch, kind }: { batch: Batch; kind: string },
  run: Formats,
): boolean {
  switch (run.input.format) {
    case "range":
    case "csv":
    case "tsv":
      return true;
    case "lines":
      return run.hasNullEnds;
    case "json":
      return kind !== "input" || batch.kind === "invalid";
    case "ndjson":
      return kind !== "input";
  }
}
