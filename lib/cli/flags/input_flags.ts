import { type FlagTable, JOB_COMMANDS } from "./flag.ts";
import { count, encoding, oneOf } from "./value_kind.ts";

/** What `--decompress` reads; `auto` tells gzip from deflate by its first bytes. */
const COMPRESSIONS = [
  "auto",
  "gzip",
  "deflate",
  "deflate-raw",
  "brotli",
] as const;

/** The flags that say how bytes become items, and which of them are run. */
export const INPUT_FLAGS = {
  encoding: {
    group: "Items",
    commands: [...JOB_COMMANDS, "send"],
    kind: encoding,
    summary: "how text is encoded, as in utf-16le or windows-1252",
    otherwise: "UTF-8",
  },
  decompress: {
    group: "Items",
    commands: [...JOB_COMMANDS, "send"],
    short: "z",
    kind: oneOf(COMPRESSIONS),
    summary: "decompress what is read",
    bare: "auto",
  },
  skip: {
    group: "Items",
    commands: [...JOB_COMMANDS, "send"],
    kind: count,
    summary: "leave out the first N items",
    default: "0",
  },
  limit: {
    group: "Items",
    commands: [...JOB_COMMANDS, "send", "dead", "peek"],
    kind: count,
    summary: "read no more than N items",
    otherwise: "all",
  },
  numbers: {
    group: "Items",
    commands: [...JOB_COMMANDS, "work"],
    kind: oneOf(["exact", "double"]),
    summary: "integers beyond 2^53: BigInts with all digits, or rounded",
    default: "exact",
  },
} as const satisfies FlagTable;
