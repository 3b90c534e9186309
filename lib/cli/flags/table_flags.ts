import { type FlagTable, JOB_COMMANDS } from "./flag.ts";
import { character, names, oneOf, text, toggle, whole } from "./value_kind.ts";

/** The flags that say how tables are read and written. */
export const TABLE_FLAGS = {
  delimiter: {
    group: "Tables",
    commands: [...JOB_COMMANDS, "send"],
    short: "d",
    kind: character,
    summary:
      "what stands between two fields: a character, or tab, semicolon, pipe",
    otherwise: "a comma, a tab for tsv",
  },
  "output-delimiter": {
    group: "Tables",
    commands: JOB_COMMANDS,
    kind: character,
    summary: "the same for what is written",
    otherwise: "--delimiter",
  },
  quotes: {
    group: "Tables",
    commands: [...JOB_COMMANDS, "send"],
    kind: oneOf(["on", "off"]),
    summary: "whether a field may stand in quotes",
    otherwise: "on, and off for tsv",
  },
  header: {
    group: "Tables",
    commands: [...JOB_COMMANDS, "send"],
    kind: toggle,
    summary: "the first row names the columns; else they are column_1 …",
    default: "true",
    negatable: true,
  },
  columns: {
    group: "Tables",
    commands: [...JOB_COMMANDS, "send"],
    kind: names,
    summary:
      "the columns to write, in this order; with --no-header, those read",
    otherwise: "those of the first result",
  },
  "skip-lines": {
    group: "Tables",
    commands: [...JOB_COMMANDS, "send"],
    kind: whole(0, 1_000_000),
    summary: "lines before the table",
    default: "0",
  },
  comment: {
    group: "Tables",
    commands: [...JOB_COMMANDS, "send"],
    kind: text("TEXT"),
    summary: "what a line begins with that is no row",
    otherwise: "none is",
  },
  trim: {
    group: "Tables",
    commands: [...JOB_COMMANDS, "send"],
    kind: toggle,
    summary: "blanks around a field do not count",
  },
  ragged: {
    group: "Tables",
    commands: [...JOB_COMMANDS, "send"],
    kind: toggle,
    summary: "a row may lack fields, or have more",
    otherwise: "it fails",
  },
  null: {
    group: "Tables",
    commands: [...JOB_COMMANDS, "send"],
    kind: text("TEXT"),
    summary: "the field that stands for null, in and out",
    otherwise: "none does, and null is an empty field",
  },
} as const satisfies FlagTable;
