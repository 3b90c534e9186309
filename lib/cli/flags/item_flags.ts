import { type FlagTable, JOB_COMMANDS } from "./flag.ts";
import {
  file,
  folder,
  format,
  range,
  text,
  toggle,
  whole,
} from "./value_kind.ts";

/** The flags that say what the items are, and what results are written as. */
export const ITEM_FLAGS = {
  count: {
    group: "Items",
    commands: ["squares"],
    kind: whole(0, 1_000_000),
    summary: "how many squares",
    default: "100",
  },
  job: {
    group: "Items",
    commands: [...JOB_COMMANDS, "work"],
    short: "f",
    kind: file,
    summary: "read the job from a file",
  },
  jobs: {
    group: "Items",
    commands: ["map"],
    kind: folder,
    summary:
      "many jobs, one in each .js or .ts file; a number is that of --consumers",
  },
  by: {
    group: "Items",
    commands: ["map"],
    kind: text("FIELD"),
    summary: "the field, or a function, that names the job of an item",
  },
  input: {
    group: "Items",
    commands: [...JOB_COMMANDS, "send"],
    short: "i",
    kind: format,
    summary:
      "what stdin holds: a JSON text per line, any JSON, a table, or plain lines",
    default: "ndjson",
  },
  range: {
    group: "Items",
    commands: [...JOB_COMMANDS, "send"],
    kind: range,
    summary: "the integers from A up to, not including, B; reads no stdin",
  },
  output: {
    group: "Items",
    commands: [...JOB_COMMANDS, "work"],
    short: "o",
    kind: format,
    summary:
      "what stdout gets: a JSON text per line, one array, a table, or strings as they are",
    default: "ndjson",
  },
  "null-ends": {
    group: "Items",
    commands: [...JOB_COMMANDS, "send"],
    short: "0",
    kind: toggle,
    summary: "plain lines end in a null byte, in and out",
  },
  flat: {
    group: "Items",
    commands: ["map"],
    kind: toggle,
    summary: "an array that the job returns is many records",
  },
} as const satisfies FlagTable;
