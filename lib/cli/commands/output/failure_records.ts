// The records that `--on-error emit` writes. There can be one for every item, so what many
// of them share is made once.

import type { Failure, JobPlace } from "../../../mod.ts";
import type { RunSettings } from "../../args/run_settings.ts";

/** What a record of a failure says of the job's text. */
export function jobPlaces(
  { trace }: Pick<Failure, "trace">,
  run: Pick<RunSettings, "trace">,
): { at?: JobPlace; trace?: readonly JobPlace[] } {
  const at = trace?.[0];
  if (trace === undefined || at === undefined) return {};
  return run.trace && trace.length > 1 ? { at, trace } : { at };
}

/** What of a failure's record does not depend on its item: before its place, and after. */
type Reason = readonly [what: string, where: string];

/** Makes the JSON of what went wrong; of failures that are alike only once. */
export class ReasonJson {
  readonly #run: Pick<RunSettings, "trace">;
  #last: Pick<Failure, "kind" | "message" | "trace"> | undefined;
  #reason: Reason = ["", ""];

  constructor(run: Pick<RunSettings, "trace">) {
    this.#run = run;
  }

  /** The members of a failure's error, without those that say which item it is. */
  of(failure: Failure): Reason {
    const { kind, message, trace } = failure;
    const last = this.#last;
    const isSame = last?.message === message && last.kind === kind &&
      last.trace === trace;
    if (isSame) return this.#reason;
    this.#last = { kind, message, ...(trace && { trace }) };
    const places = JSON.stringify(jobPlaces(failure, this.#run)).slice(1, -1);
    this.#reason = [
      JSON.stringify({ kind, message }).slice(1, -1),
      places === "" ? "" : `,${places}`,
    ];
    return this.#reason;
  }
}

const encoder = new TextEncoder();

/** The bytes of records that were made one text, which no record holds the end of. */
export class RecordBytes {
  #start = 0;
  readonly #bytes: Uint8Array;
  readonly #end: number;

  /** Encodes all at once: a call for each would cost more than all else about it. */
  constructor(text: string, terminator: string) {
    this.#bytes = encoder.encode(text);
    this.#end = terminator.charCodeAt(0);
  }

  /** The next record, with its end. */
  next(): Uint8Array {
    const start = this.#start;
    this.#start = this.#bytes.indexOf(this.#end, start) + 1;
    return this.#bytes.subarray(start, this.#start);
  }
}
