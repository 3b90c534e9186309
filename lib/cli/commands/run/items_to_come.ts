import type { Batch } from "../../../mod.ts";
import type { RunSettings } from "../../args/run_settings.ts";
import { type InputSource, sizeOf } from "../input/input_source.ts";
import type { RunStats } from "./run_stats.ts";

/** A run whose input has a size, or not. */
export interface Reading {
  readonly run: Pick<RunSettings, "input" | "decompress">;
  readonly sources: readonly InputSource[];
  readonly stats: Pick<RunStats, "read" | "bytesIn">;
}

/**
 * Estimates how many items come after those that were read, if they are as long as those
 * of a batch; Infinity where the input has no size.
 */
export function itemsToCome(
  { run: { input, decompress }, sources, stats }: Reading,
): (batch: Batch) => number {
  // To ask takes 10 ms, the first time.
  let size: number | undefined;
  return (batch) => {
    if (input.format === "range") return input.to - input.from - stats.read;
    if (batch.kind !== "bytes" || decompress !== undefined) return Infinity;
    size ??= sizeOf(sources) ?? Infinity;
    return (size - stats.bytesIn) * batch.count / batch.bytes.length;
  };
}
