import type { Endowment, Isolation } from "../../mod.ts";
import type { FlagName, FlagValues } from "../flags/flags.ts";
import { type ContextSettings, contextSettings } from "./context_settings.ts";
import type { CommandInput } from "./command.ts";
import { type InputSettings, inputSettings } from "./input_settings.ts";
import {
  isTable,
  type TableSettings,
  tableSettings,
} from "./table_settings.ts";
import { refuseExtra, UsageError } from "./usage_error.ts";
import type { Range } from "../flags/value_kind.ts";

/** How to run a job over items: what `squares` and `map` have in common. */
export interface RunSettings extends TableSettings, InputSettings {
  /** Where items come from. */
  readonly input:
    | { readonly format: FlagValues["input"] }
    | { readonly format: "range" } & Range;
  /** What the job is given beside its items. */
  readonly context: ContextSettings;
  /** The files that are read, in order, `-` for stdin; none is stdin alone. */
  readonly files: readonly string[];
  /** How results are written. */
  readonly output: FlagValues["output"];
  /** Whether plain lines end in a null byte. */
  readonly hasNullEnds: boolean;
  /** What an item gives: the job's result, an array's elements, or the item itself. */
  readonly emit: "result" | "elements" | "item";
  /** How many workers; undefined is one per core. */
  readonly consumers: number | undefined;
  /** Most items waiting between reading and working. */
  readonly capacity: number;
  /** Longest time for one item, in milliseconds. */
  readonly timeoutMs: number;
  /** Most steps of one item; undefined is not counted. */
  readonly steps: number | undefined;
  /** Longest time for the run, in milliseconds; undefined is no limit. */
  readonly deadlineMs: number | undefined;
  /** Longest wait, after a signal, for items that are running, in milliseconds. */
  readonly graceMs: number;
  /** Whether all that was read is finished after a signal. */
  readonly drain: boolean;
  /** Heap of one worker, in bytes. */
  readonly memoryBytes: number;
  /** What the job is given beyond the language itself. */
  readonly endowments: readonly Endowment[];
  /** Where the job's random numbers begin; undefined is another one each time. */
  readonly seed: number | undefined;
  /** Whether the state of a job lasts for one item, or as long as its worker. */
  readonly isolate: Isolation;
  /** How often a failed item is tried again. */
  readonly retries: number;
  /** Whether results come out in the order of the input. */
  readonly ordered: boolean;
  /** What becomes of a failed item. */
  readonly onError: "skip" | "stop" | "emit";
  /** Whether to draw a progress line; undefined leaves it to the terminal. */
  readonly progress: boolean | undefined;
  /** What totals are printed at the end. */
  readonly stats: "none" | "text" | "json";
  /** Whether to print no progress, no failure lines and no hints. */
  readonly quiet: boolean;
  /** Whether not even the summary is printed. */
  readonly silent: boolean;
  /** Whether many failures are grouped, or each has its line. */
  readonly failures: FlagValues["failures"];
  /** Whether a failure shows every open call of the job. */
  readonly trace: boolean;
  /** Longest text of a job, in bytes. */
  readonly maxJobBytes: number;
  /** Whether to run the first item only and show the plan. */
  readonly dryRun: boolean;
}

/** What run settings are made of. */
export interface RunInput extends Pick<CommandInput, "values" | "given"> {
  /** The files that are read; none is stdin. */
  readonly files?: readonly string[];
  /** Whether results are written; else only the input is of interest. */
  readonly hasOutput?: boolean;
}

/**
 * Makes run settings of flag values.
 *
 * @throws {UsageError} If two of them make no sense together.
 */
export function runSettings(
  { values, given, files = [], hasOutput = true }: RunInput,
): RunSettings {
  const input = inputOf(values, given);
  if (input.format === "range") {
    refuseExtra(files[0], "a range reads no file, choose one");
  }
  checkFormats(input, { values, hasOutput });
  return {
    input,
    files,
    context: contextSettings(values),
    output: values.output,
    ...tableSettings(values, { given, hasOutput }),
    ...inputSettings(values, given),
    hasNullEnds: values["null-ends"] ?? false,
    emit: values.flat ? "elements" : "result",
    consumers: values.consumers,
    capacity: values.capacity,
    timeoutMs: values.timeout,
    steps: values.steps,
    deadlineMs: values.deadline,
    graceMs: values.grace,
    drain: values.drain ?? false,
    memoryBytes: values.memory,
    endowments: values.allow ?? [],
    seed: values.seed,
    isolate: values.isolate,
    retries: values.retries,
    ordered: !values.unordered,
    onError: values["on-error"],
    ...reportSettings(values),
    maxJobBytes: values["max-job-size"],
    dryRun: values["dry-run"] ?? false,
  };
}

/** What is said of a run, and how much. */
function reportSettings(
  { quiet: level = 0, ...values }: FlagValues,
): Pick<
  RunSettings,
  "progress" | "stats" | "quiet" | "silent" | "failures" | "trace"
> {
  const quiet = level > 0;
  if (quiet && values.progress) {
    throw new UsageError("Cannot use --quiet with --progress: choose one");
  }
  return {
    progress: quiet ? false : values.progress,
    stats: values.stats ?? "none",
    quiet,
    silent: level > 1,
    failures: values.failures,
    trace: values.trace ?? false,
  };
}

function inputOf(
  { input, range }: FlagValues,
  given: ReadonlySet<FlagName>,
): RunSettings["input"] {
  if (range === undefined) return { format: input };
  if (given.has("input")) {
    throw new UsageError(
      "Cannot use --range with --input: a range reads no stdin, choose one",
    );
  }
  return { format: "range", ...range };
}

function checkFormats(
  { format }: RunSettings["input"],
  { values, hasOutput }: {
    readonly values: FlagValues;
    readonly hasOutput: boolean;
  },
): void {
  const { output, "null-ends": hasNullEnds, "on-error": onError } = values;
  if (hasNullEnds && format !== "lines" && output !== "lines") {
    throw new UsageError(
      "Cannot use -0 without plain lines: add --input lines" +
        (hasOutput ? ", --output lines, or both" : ""),
    );
  }
  if (onError === "emit" && isTable(output)) {
    throw new UsageError(
      `Cannot use --on-error emit with --output ${output}: a table has no ` +
        "place for an error, use skip or stop",
    );
  }
}

/**
 * Refuses the formats that a queue has no use for.
 *
 * @throws {UsageError} If one was asked for.
 */
export function checkQueueOutput({ output }: FlagValues): void {
  if (output === "ndjson" || output === "lines") return;
  throw new UsageError(
    `Cannot use --output ${output} with a queue: it is one of ndjson, lines`,
  );
}
