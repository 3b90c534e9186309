import type { FailureKind, JobPlace } from "../errors.ts";
import type { Batch } from "../framing/batch.ts";

/** An item that has no result. */
export interface Failure {
  /** Position of the item in the whole input, from 0. */
  readonly position: number;
  /** Where in the result's output its line would have stood, in bytes. */
  readonly at: number;
  /** What went wrong: see the README's table of kinds. */
  readonly kind: FailureKind;
  /** One sentence for people, not yet made safe to print. */
  readonly message: string;
  /**
   * Where in the job's text it happened, innermost call first; absent if unknown, as
   * when the job threw something that is no error.
   */
  readonly trace?: readonly JobPlace[];
}

/** The outcomes of consecutive items. */
export interface BatchResult {
  /** The items, as they came in. */
  readonly batch: Batch;
  /** The result lines, in order. */
  readonly output: Uint8Array<ArrayBuffer>;
  /** How many lines `output` holds. */
  readonly emitted: number;
  /** How many of the items were blank lines, and so none. */
  readonly blank: number;
  /** The items without a result, in order. */
  readonly failures: readonly Failure[];
  /** How long each item took, in milliseconds, if that was asked and is known. */
  readonly times?: Float32Array<ArrayBuffer> | undefined;
  /** How many steps each item took, if times were asked and steps are counted. */
  readonly steps?: Int32Array<ArrayBuffer> | undefined;
}

const NOTHING = new Uint8Array(0);

/** The result of one item that failed. */
export function failedResult(
  batch: Batch,
  kind: FailureKind,
  message: string,
): BatchResult {
  const failure = { position: batch.first, at: 0, kind, message };
  return { batch, output: NOTHING, emitted: 0, blank: 0, failures: [failure] };
}
