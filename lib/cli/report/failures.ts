import type { Job, JobPlace } from "../../mod.ts";
import type { RunSettings } from "../args/run_settings.ts";
import { printable } from "../escape.ts";
import { type ItemPosition, placeText } from "./item_position.ts";
import { formatCount } from "../units.ts";
import { failedCount, failedKinds, type RunTotals } from "./totals.ts";

/** Most characters of one failure line, so that a terminal stays readable. */
const FAILURE_LENGTH = 500;

/** An item that failed. */
export interface Failure extends ItemPosition {
  /** The kind of failure, as in `timeout`. */
  readonly kind: string;
  /** What went wrong; may come from the job. */
  readonly message: string;
  /** Where in the job's text it happened, innermost call first. */
  readonly trace?: readonly JobPlace[] | undefined;
}

/**
 * A failed item's line: `line 17: threw: Error: no price (job 9:11)`, and with the name
 * of its file `orders.csv:17: threw: …`.
 */
export function failureLine(failure: Failure): string {
  const place = `${placeText(failure)}: `;
  return place + failureText(failure, FAILURE_LENGTH - place.length);
}

/** What went wrong, and where in the job: `threw: Error: no price (job 9:11)`. */
export function failureText(
  { kind, message, trace: [place] = [] }: Pick<
    Failure,
    "kind" | "message" | "trace"
  >,
  most: number = FAILURE_LENGTH,
): string {
  const shown = place === undefined ? "" : ` (${jobPlace(place)})`;
  const text = printable(`${kind}: ${message}`, most - shown.length);
  return text + shown;
}

/** The lines below it, one for each open call of the job, when there are several. */
export function traceLines({ trace = [] }: Pick<Failure, "trace">): string[] {
  return trace.length < 2
    ? []
    : trace.map((place) => `    at ${jobPlace(place)}`);
}

function jobPlace({ line, column }: JobPlace): string {
  return `job ${line}:${column}`;
}

/** The last line of a run: `3 of 100 items failed (2 timeout, 1 threw)`. */
export function failureSummary(
  totals: Pick<RunTotals, "done" | "failed">,
): string {
  const failed = failedCount(totals);
  const all = totals.done + failed;
  const kinds = failedKinds(totals);
  return `${formatCount(failed)} of ${itemCount(all)} failed` +
    (kinds === "" ? "" : ` (${kinds})`);
}

/** What `--on-error stop` left: `stopped at the first failure; 16 items …`. */
export function leftSummary(left: number): string {
  const rest = left === 0
    ? "no other item was begun"
    : `${itemCount(left)} more ${
      left === 1 ? "was" : "were"
    } read and not done`;
  return `stopped at the first failure: ${rest}`;
}

/** `1 item`, `1,204 items`. */
export function itemCount(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "item" : "items"}`;
}

/** Whether items were read, not all of them failed, and nothing came out. */
export function isEmpty(
  totals: Pick<RunTotals, "read" | "done" | "emitted">,
): boolean {
  return totals.read > 0 && totals.done > 0 && totals.emitted === 0;
}

/** The last line of a run that gave nothing: `2 of 2 items gave no result: …`. */
export function emptySummary(
  { read, done }: Pick<RunTotals, "read" | "done">,
  { run, job }: EmptyRun,
): string {
  const items = `${formatCount(done)} of ${formatCount(read)} ` +
    (read === 1 ? "item" : "items");
  const said = run.emit === "item"
    ? `${items} did not pass the filter`
    : `${items} gave no result`;
  return job.noResultReason === undefined
    ? said
    : `${said}: ${job.noResultReason}`;
}

/** A run that gave nothing. */
export interface EmptyRun {
  readonly run: Pick<RunSettings, "emit">;
  readonly job: Pick<Job, "noResultReason">;
}

/** What to try after a bare `squares`: the help, and the same by `map`. */
export function squaresHint(program: string): string {
  return `Next: ${program} --help, or ` +
    `${program} map 'n => [n, n ** 2]' --range 0..100`;
}
