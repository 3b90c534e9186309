import { ItemError } from "../errors.ts";
import { decode } from "../internal/bytes.ts";
import { parserFor } from "./exact_values.ts";
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

/** The outcomes in a result whose output has a line for every item. */
export function toOutcomes(result: BatchResult): Outcome[] {
  const text = decode(result.output);
  const toValue = parserFor(text);
  const lines = text.split("\n");
  const failures = new Map(
    result.failures.map((failure) => [failure.position, failure]),
  );
  let line = 0;
  return Array.from({ length: result.batch.count }, (_, item) => {
    const index = result.batch.first + item;
    const failure = failures.get(index);
    if (failure !== undefined) {
      const { kind, message, trace } = failure;
      const error = new ItemError(kind, message, trace);
      return { ok: false, index, error };
    }
    return { ok: true, index, value: toValue(lines[line++] ?? "") };
  });
}
