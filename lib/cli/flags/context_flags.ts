import { type FlagTable, JOB_COMMANDS } from "./flag.ts";
import { named, namedFile, oneOf } from "./value_kind.ts";

const COMMANDS = [...JOB_COMMANDS, "work"] as const;

/** The flags that say what a job is given beside its items. */
export const CONTEXT_FLAGS = {
  arg: {
    group: "Items",
    commands: COMMANDS,
    kind: named("TEXT"),
    repeats: true,
    summary: "a text that the job finds in context.args.NAME",
  },
  "arg-json": {
    group: "Items",
    commands: COMMANDS,
    kind: named("JSON"),
    repeats: true,
    summary: "the same for a value of JSON",
  },
  "arg-file": {
    group: "Items",
    commands: COMMANDS,
    kind: namedFile("FILE"),
    repeats: true,
    summary: "the same for the text of a file",
  },
  table: {
    group: "Items",
    commands: COMMANDS,
    kind: namedFile("FILE[@COLUMN]"),
    repeats: true,
    summary: "a csv, tsv, ndjson or json file for context.tables.NAME.get(KEY)",
  },
  "table-duplicates": {
    group: "Items",
    commands: COMMANDS,
    kind: oneOf(["refuse", "first", "last", "all"]),
    summary: "which record a key has that occurs twice in a table",
    default: "refuse",
  },
} as const satisfies FlagTable;
