import {
  DEFAULT_LIMITS,
  ENDOWMENTS,
  LEAST_MEMORY,
  MAX_JOB_BYTES,
  MOST_STEPS,
  MOST_WORKERS,
} from "../../defaults.ts";
import { formatDuration, formatSize } from "../units.ts";
import {
  type FlagTable,
  JOB_COMMANDS,
  LOCAL_COMMANDS,
  RUN_COMMANDS,
} from "./flag.ts";
import { duration, oneOf, size, someOf, toggle, whole } from "./value_kind.ts";

/** The flags that say how a job is run, and within which limits. */
export const WORK_FLAGS = {
  consumers: {
    group: "Work",
    commands: RUN_COMMANDS,
    short: "j",
    aliases: ["workers"],
    kind: whole(1, MOST_WORKERS),
    summary: "how many workers run the job",
    defaultFor: { squares: "5" },
    otherwise: "one per core",
  },
  allow: {
    group: "Work",
    commands: [...JOB_COMMANDS, "work"],
    kind: someOf(ENDOWMENTS),
    summary: "what the job may use beyond the language itself",
    otherwise: "nothing",
  },
  seed: {
    group: "Work",
    commands: [...JOB_COMMANDS, "work"],
    kind: whole(0, 2 ** 32 - 1),
    summary: "where the numbers of --allow random begin, to repeat a run",
    otherwise: "a new one",
  },
  isolate: {
    group: "Work",
    commands: [...JOB_COMMANDS, "work"],
    kind: oneOf(["item", "worker"]),
    summary: "what a job keeps is gone with its item, or with its worker",
    default: "item",
  },
  capacity: {
    group: "Work",
    commands: [...LOCAL_COMMANDS, "send"],
    kind: whole(1, 1_000_000),
    summary: "most items waiting between reading and working",
    default: "16384",
    defaultFor: { squares: "16", send: "1000" },
  },
  unordered: {
    group: "Work",
    commands: LOCAL_COMMANDS,
    kind: toggle,
    summary: "results as they come",
    otherwise: "in the order of the input",
  },
  "on-error": {
    group: "Work",
    commands: RUN_COMMANDS,
    kind: oneOf(["skip", "stop", "emit"]),
    summary:
      "a failed item is left out, ends the run, or is put out as an error",
    default: "skip",
  },
  retries: {
    group: "Work",
    commands: RUN_COMMANDS,
    kind: whole(0, 100),
    summary: "how often a failed item is tried again",
    default: "0",
  },
  timeout: {
    group: "Limits",
    commands: RUN_COMMANDS,
    short: "t",
    kind: duration,
    summary: "longest time for one item, from when it starts",
    default: formatDuration(DEFAULT_LIMITS.timeout),
  },
  steps: {
    group: "Limits",
    commands: [...JOB_COMMANDS, "work"],
    kind: whole(1, MOST_STEPS),
    summary: "most loop turns and calls of one item, alike on every machine",
    otherwise: "not counted",
  },
  deadline: {
    group: "Limits",
    commands: [...RUN_COMMANDS, "send"],
    kind: duration,
    summary: "longest time for the whole run",
    otherwise: "none",
  },
  grace: {
    group: "Limits",
    commands: [...RUN_COMMANDS, "send"],
    kind: duration,
    summary: "after Ctrl-C or SIGTERM, longest time for what runs",
    default: "10s",
  },
  drain: {
    group: "Limits",
    commands: LOCAL_COMMANDS,
    kind: toggle,
    summary: "after Ctrl-C or SIGTERM, finish all that was read",
  },
  memory: {
    group: "Limits",
    commands: RUN_COMMANDS,
    kind: size(LEAST_MEMORY, 64 * 1024 ** 3),
    summary: "heap of one worker, a soft limit",
    default: formatSize(DEFAULT_LIMITS.memory),
  },
  "max-job-size": {
    group: "Limits",
    commands: [...JOB_COMMANDS, "work"],
    kind: size(1024, 1024 ** 3),
    summary: "longest text of a job",
    default: formatSize(MAX_JOB_BYTES),
  },
} as const satisfies FlagTable;
