import { ItemError } from "../errors.ts";
import type { Batch } from "../framing/batch.ts";
import type { BatchResult } from "./result.ts";

/** What became of one item. */
export type Outcome =
  | {
    readonly ok: true;
    /** Position of the item, from 0. */
    readonly index: number;
    /** What the job returned. */
    readonly value: unknown;
  }
  | {
    readonly ok: false;
    /** Position of the item, from 0. */
    readonly index: number;
    /** Why there is no result. */
    readonly error: ItemError;
  };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Items as the lines of a batch. */
export function toBatch(items: readonly unknown[], first: number): Batch {
  const bytes = encoder.encode(items.map(toLine).join(""));
  return { kind: "bytes", first, count: items.length, bytes };
}

function toLine(item: unknown): string {
  const json = JSON.stringify(item);
  if (json !== undefined) return json + "\n";
  throw new TypeError(
    `Cannot run an item: JSON cannot hold a value of type ${typeof item}`,
  );
}

/** The outcomes in a result whose output has a line for every item. */
export function toOutcomes(result: BatchResult): Outcome[] {
  const lines = decoder.decode(result.output).split("\n");
  const failures = new Map(
    result.failures.map((failure) => [failure.position, failure]),
  );
  let line = 0;
  return Array.from({ length: result.batch.count }, (_, item) => {
    const index = result.batch.first + item;
    const failure = failures.get(index);
    if (failure !== undefined) {
      const error = new ItemError(failure.kind, failure.message);
      return { ok: false, index, error };
    }
    return { ok: true, index, value: toValue(lines[line++]) };
  });
}

function toValue(line: string | undefined): unknown {
  return line === undefined || line === "" ? undefined : JSON.parse(line);
}
