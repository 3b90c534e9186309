import { ItemError } from "../errors.ts";
import { decode } from "../internal/bytes.ts";
import { exactNumber, mayHoldLongNumber } from "./exact_numbers.ts";
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
  const toValue = mayHoldLongNumber(text) ? exactValue : plainValue;
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

function plainValue(line: string): unknown {
  return line === "" ? undefined : JSON.parse(line);
}

const parseWithSource = JSON.parse as (
  text: string,
  reviver: (
    key: string,
    value: unknown,
    context: { readonly source?: string },
  ) => unknown,
) => unknown;

function exactValue(line: string): unknown {
  if (line === "") return undefined;
  return parseWithSource(
    line,
    (_, value, { source }) =>
      typeof value === "number" && source !== undefined
        ? exactNumber(value, source, "exact")
        : value,
  );
}
