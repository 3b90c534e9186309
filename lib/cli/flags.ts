import { ENDOWMENTS } from "../prepare.ts";
import {
  duration,
  oneOf,
  range,
  size,
  someOf,
  text,
  toggle,
  type ValueKind,
  whole,
} from "./args/value_kind.ts";

/** How the program is called in a checkout, where examples must work. */
export const PROGRAM = "deno run main.ts";

/** The headings under which a command's help lists its flags. */
export type FlagGroup =
  | "Items"
  | "Broker"
  | "Work"
  | "Limits"
  | "Reports"
  | "Other";

/** One flag: all that parsing, defaults, messages and help are made of. */
export interface Flag<T> {
  /** The heading it is listed under. */
  readonly group: FlagGroup;
  /** Its one-letter form. */
  readonly short?: string;
  /** How its value is written. */
  readonly kind: ValueKind<T>;
  /** What it does, as one phrase. */
  readonly summary: string;
  /** The value it has when not given, written as on the command line. */
  readonly fallback?: string;
  /** What happens when it is not given and there is no such value. */
  readonly otherwise?: string;
  /** The value it has when given without one. */
  readonly bare?: string;
  /** Whether `--no-…` turns it off. */
  readonly negatable?: boolean;
}

/** Every flag of every command, in the order of the help. */
export const FLAGS = {
  count: {
    group: "Items",
    kind: whole(0, 1_000_000),
    summary: "how many squares",
    fallback: "100",
  },
  job: {
    group: "Items",
    kind: text("FILE"),
    summary: "read the job from a file (needs --allow-read=FILE)",
  },
  input: {
    group: "Items",
    kind: oneOf(["ndjson", "json", "csv", "tsv", "lines"]),
    summary:
      "what stdin holds: a JSON text per line, one big array, a table, or plain lines",
    fallback: "ndjson",
  },
  range: {
    group: "Items",
    kind: range,
    summary: "the integers from A up to, not including, B; reads no stdin",
  },
  output: {
    group: "Items",
    kind: oneOf(["ndjson", "json", "csv", "tsv", "lines"]),
    summary:
      "what stdout gets: a JSON text per line, one array, a table, or strings as they are",
    fallback: "ndjson",
  },
  null: {
    group: "Items",
    short: "0",
    kind: toggle,
    summary: "plain lines end in a null byte, in and out",
  },
  flat: {
    group: "Items",
    kind: toggle,
    summary: "an array that the job returns is many records",
  },
  credentials: {
    group: "Broker",
    kind: text("FILE"),
    summary: "who we are, as one JSON object; - takes the first line of stdin",
  },
  close: {
    group: "Broker",
    kind: toggle,
    summary: "close the queue at the end, for good: then its workers end",
  },
  results: {
    group: "Broker",
    kind: text("ADDRESS"),
    summary: "the queue that gets the results",
    otherwise: "stdout",
  },
  id: {
    group: "Broker",
    kind: text("NAME"),
    summary: "names the input: sent again soon, it is not stored again",
    otherwise: "a new one",
  },
  window: {
    group: "Broker",
    kind: whole(1, 1024),
    summary: "most items on their way at once; 1 keeps their order",
    fallback: "64",
  },
  ahead: {
    group: "Broker",
    kind: whole(0, 4096),
    summary: "items taken before a worker is free, for short jobs",
    fallback: "0",
  },
  name: {
    group: "Broker",
    kind: text("NAME"),
    summary: "what this machine is called in status",
    otherwise: "a new one",
  },
  lease: {
    group: "Broker",
    kind: duration,
    summary: "how long a machine may be silent before others take its items",
    fallback: "30s",
  },
  replicas: {
    group: "Broker",
    kind: whole(1, 5),
    summary: "how many servers of a cluster keep the queue",
    fallback: "1",
  },
  patience: {
    group: "Broker",
    kind: duration,
    summary: "how long the broker may be away",
    fallback: "1m",
  },
  retry: {
    group: "Broker",
    kind: toggle,
    summary: "send the dead items again, and forget them",
  },
  watch: {
    group: "Broker",
    kind: toggle,
    summary: "a line every second, until the queue is closed and empty",
  },
  json: {
    group: "Reports",
    kind: toggle,
    summary: "one line of JSON instead of a table",
  },
  consumers: {
    group: "Work",
    short: "j",
    kind: whole(1, 256),
    summary: "how many workers run the job",
    otherwise: "one per core",
  },
  allow: {
    group: "Work",
    kind: someOf(ENDOWMENTS),
    summary: "what the job may use beyond the language itself",
    otherwise: "nothing",
  },
  seed: {
    group: "Work",
    kind: whole(0, 2 ** 32 - 1),
    summary: "where the numbers of --allow random begin, to repeat a run",
    otherwise: "a new one",
  },
  isolate: {
    group: "Work",
    kind: oneOf(["item", "worker"]),
    summary: "what a job keeps is gone with its item, or with its worker",
    fallback: "item",
  },
  capacity: {
    group: "Work",
    kind: whole(1, 1_000_000),
    summary: "most items waiting between reading and working",
    fallback: "8192",
  },
  unordered: {
    group: "Work",
    kind: toggle,
    summary: "results as they come",
    otherwise: "in the order of the input",
  },
  "on-error": {
    group: "Work",
    kind: oneOf(["skip", "stop", "emit"]),
    summary:
      "a failed item is left out, ends the run, or is put out as an error",
    fallback: "skip",
  },
  retries: {
    group: "Work",
    kind: whole(0, 100),
    summary: "how often a failed item is tried again",
    fallback: "0",
  },
  timeout: {
    group: "Limits",
    kind: duration,
    summary: "longest time for one item, from when it starts",
    fallback: "30s",
  },
  deadline: {
    group: "Limits",
    kind: duration,
    summary: "longest time for the whole run",
    otherwise: "none",
  },
  memory: {
    group: "Limits",
    kind: size(256 * 1024 ** 2, 64 * 1024 ** 3),
    summary: "heap of one worker, a soft limit",
    fallback: "768MB",
  },
  progress: {
    group: "Reports",
    kind: toggle,
    summary: "a progress line on stderr",
    otherwise: "when stderr is a terminal",
    negatable: true,
  },
  stats: {
    group: "Reports",
    kind: oneOf(["text", "json"]),
    summary: "totals on stderr at the end",
    bare: "text",
  },
  quiet: {
    group: "Reports",
    kind: toggle,
    summary: "no progress, no failure lines, no hints",
  },
  "dry-run": {
    group: "Reports",
    kind: toggle,
    summary: "run the first item only, show the plan, write nothing",
  },
  help: {
    group: "Other",
    short: "h",
    kind: toggle,
    summary: "show the help",
  },
  version: {
    group: "Other",
    short: "V",
    kind: toggle,
    summary: "show the version",
  },
} as const satisfies Readonly<Record<string, Flag<unknown>>>;

/** The name of a flag, without its dashes. */
export type FlagName = keyof typeof FLAGS;

type Value<F> = F extends { readonly kind: ValueKind<infer T> }
  ? F extends { readonly fallback: string } ? T : T | undefined
  : never;

/** The value of every flag; undefined when not given and without default. */
export type FlagValues = {
  readonly [K in FlagName]: Value<typeof FLAGS[K]>;
};

/** Every flag's name, in the order of the table. */
export const FLAG_NAMES = Object.keys(FLAGS) as readonly FlagName[];

/** One flag of the table, by its name. */
export function flag(name: FlagName): Flag<unknown> {
  return FLAGS[name];
}
