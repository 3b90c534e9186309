import type { RunSettings } from "../args/run_settings.ts";
import { printable } from "../escape.ts";
import { formatCount, formatDuration, formatSize } from "../units.ts";
import { table } from "./table.ts";

/** What became of the first item in a `--dry-run`. */
export type Sample =
  | { readonly status: "none" }
  | {
    readonly status: "done";
    readonly input: string;
    /** The result as it would be written; undefined when nothing would. */
    readonly output: string | undefined;
    readonly elapsedMs: number;
  }
  | {
    readonly status: "failed";
    readonly input: string;
    readonly kind: string;
    readonly message: string;
  };

/** What a run would do. */
export interface Plan {
  /** How the job was given, as in `an expression` or a file's name. */
  readonly job: string;
  /** The options of the run. */
  readonly run: RunSettings;
  /** How many workers that is on this machine. */
  readonly consumers: number;
  /** The permissions the process holds, as in `read`; it needs none. */
  readonly granted: readonly string[];
  /** What became of the first item. */
  readonly sample: Sample;
}

/** The plan for a person; the `--dry-run` text. */
export function planText(plan: Plan): string {
  const { run, sample } = plan;
  return table([
    ["job", printable(plan.job, 200)],
    ["input", inputText(run)],
    ["output", `${run.output}, ${run.ordered ? "in input order" : "as ready"}`],
    ["workers", formatCount(plan.consumers)],
    ["capacity", `${formatCount(run.capacity)} items waiting at most`],
    ["limits", limitsText(run)],
    ["on error", errorText(run)],
    ["permissions", permissionsText(plan.granted)],
    ...sampleRows(sample),
  ]);
}

function inputText({ input, files }: RunSettings): string {
  if (input.format !== "range") {
    return `${input.format} from ${filesText(files)}`;
  }
  const { from, to } = input;
  const count = to - from;
  return `${from}..${to}, ${formatCount(count)} ` +
    (count === 1 ? "integer" : "integers");
}

function filesText([first, ...more]: readonly string[]): string {
  if (first === undefined) return "stdin";
  const name = first === "-" ? "stdin" : printable(first, 100);
  if (more.length === 0) return name;
  const rest = more.length === 1 ? "file" : "files";
  return `${name} and ${formatCount(more.length)} more ${rest}`;
}

function limitsText(
  { timeoutMs, steps, memoryBytes, deadlineMs }: RunSettings,
): string {
  const whole = deadlineMs === undefined
    ? "no deadline"
    : `${formatDuration(deadlineMs)} for the run`;
  const most = steps === undefined ? "" : ` and ${formatCount(steps)} steps`;
  return `${formatDuration(timeoutMs)}${most} an item, ` +
    `${formatSize(memoryBytes)} a worker, ${whole}`;
}

function errorText({ onError, retries }: RunSettings): string {
  if (retries === 0) return onError;
  return `${onError}, after ${retries} ${retries === 1 ? "retry" : "retries"}`;
}

/** The permissions a process holds, and what becomes of them. */
export function permissionsText(granted: readonly string[]): string {
  if (granted.length === 0) return "none held, none needed";
  const names = granted.map((name) => `--allow-${printable(name, 20)}`);
  return `holds ${names.join(", ")}; the job gets none of it`;
}

function sampleRows(sample: Sample): (readonly [string, string])[] {
  if (sample.status === "none") return [["first item", "there is none"]];
  const item = ["first item", printable(sample.input, 200)] as const;
  if (sample.status === "failed") {
    const { kind, message } = sample;
    return [item, ["failed", printable(`${kind}: ${message}`, 300)]];
  }
  const { output, elapsedMs } = sample;
  const shown = output === undefined ? "nothing" : printable(output, 200);
  return [item, ["gives", `${shown} (${formatDuration(elapsedMs)})`]];
}
