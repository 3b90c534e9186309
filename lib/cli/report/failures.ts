import { printable } from "../escape.ts";
import { formatCount } from "../units.ts";
import { failedCount, failedKinds, type RunTotals } from "./totals.ts";

/** Most characters of one failure line, so that a terminal stays readable. */
const FAILURE_LENGTH = 500;

/** Most characters of a file's name. */
const FILE_LENGTH = 200;

/** An item that failed. */
export interface Failure {
  /** What `position` counts: lines of stdin, or items of a range. */
  readonly label: "line" | "item";
  /** Which one, from 1. */
  readonly position: number;
  /** The file it is in, when files were named. */
  readonly file?: string | undefined;
  /** The kind of failure, as in `timeout`. */
  readonly kind: string;
  /** What went wrong; may come from the job. */
  readonly message: string;
}

/**
 * A failed item's line: `line 17: timeout: no result within 30s`, and with the name of
 * its file `orders.csv:17: timeout: …`.
 */
export function failureLine(failure: Failure): string {
  const { kind, message } = failure;
  return printable(
    `${placeText(failure)}: ${kind}: ${message}`,
    FAILURE_LENGTH,
  );
}

function placeText({ label, position, file }: Failure): string {
  if (file === undefined) return `${label} ${position}`;
  const name = printable(file, FILE_LENGTH);
  return label === "line"
    ? `${name}:${position}`
    : `${name}: ${label} ${position}`;
}

/** The last line of a run: `3 of 100 items failed (2 timeout, 1 threw)`. */
export function failureSummary(
  totals: Pick<RunTotals, "read" | "failed">,
): string {
  const failed = formatCount(failedCount(totals));
  const items = totals.read === 1 ? "item" : "items";
  const kinds = failedKinds(totals);
  return `${failed} of ${formatCount(totals.read)} ${items} failed` +
    (kinds === "" ? "" : ` (${kinds})`);
}

/** What to try after a bare `squares`: the help, and the same by `map`. */
export function squaresHint(program: string): string {
  return `Next: ${program} --help, or ` +
    `${program} map 'n => [n, n ** 2]' --range 0..100`;
}
