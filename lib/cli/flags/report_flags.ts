import {
  ALL_COMMANDS,
  type FlagTable,
  JOB_COMMANDS,
  RUN_COMMANDS,
} from "./flag.ts";
import { level, oneOf, toggle } from "./value_kind.ts";

/** The flags that say what is told to people, and to programs that watch. */
export const REPORT_FLAGS = {
  json: {
    group: "Reports",
    commands: ["audit", "status", "queues", "dead"],
    kind: toggle,
    summary: "one line of JSON instead of a table",
  },
  progress: {
    group: "Reports",
    commands: [...RUN_COMMANDS, "send"],
    kind: toggle,
    summary: "a progress line on stderr",
    otherwise: "when stderr is a terminal, and stdout a file",
    negatable: true,
  },
  stats: {
    group: "Reports",
    commands: RUN_COMMANDS,
    kind: oneOf(["text", "json"]),
    summary: "totals on stderr at the end",
    bare: "text",
  },
  quiet: {
    group: "Reports",
    commands: [...RUN_COMMANDS, "send"],
    short: "q",
    kind: level,
    summary: "no progress, no failure lines, no hints; twice: no summary",
  },
  failures: {
    group: "Reports",
    commands: [...RUN_COMMANDS, "send"],
    kind: oneOf(["first", "all"]),
    summary: "a line for the first 20 failures, and groups; or for each",
    default: "first",
  },
  trace: {
    group: "Reports",
    commands: RUN_COMMANDS,
    kind: toggle,
    summary: "every open call of the job with a failure, not only the first",
  },
  "dry-run": {
    group: "Reports",
    commands: JOB_COMMANDS,
    kind: toggle,
    summary: "run the first item only, show the plan, write nothing",
  },
  usage: {
    group: "Other",
    commands: ALL_COMMANDS,
    short: "h",
    kind: toggle,
    summary: "show the help in short, on one screen",
  },
  help: {
    group: "Other",
    commands: ALL_COMMANDS,
    kind: toggle,
    summary: "show all of the help",
  },
  version: {
    group: "Other",
    commands: ALL_COMMANDS,
    short: "V",
    kind: toggle,
    summary: "show the version",
  },
} as const satisfies FlagTable;
