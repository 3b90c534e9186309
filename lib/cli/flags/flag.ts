import type { ValueKind } from "./value_kind.ts";

/** The word that names a command. */
export type CommandName =
  | "map"
  | "filter"
  | "squares"
  | "audit"
  | "report"
  | "completions"
  | "send"
  | "work"
  | "status"
  | "dead"
  | "queues"
  | "peek"
  | "pause"
  | "resume"
  | "purge"
  | "delete"
  | "reopen";

/** The headings under which a command's help lists its flags, in that order. */
export type FlagGroup =
  | "Items"
  | "Tables"
  | "Broker"
  | "Work"
  | "Limits"
  | "Reports"
  | "Other";

/** One flag: all that parsing, defaults, messages, help and completions are made of. */
export interface Flag<T> {
  /** The heading it is listed under. */
  readonly group: FlagGroup;
  /** The commands that take it. */
  readonly commands: readonly CommandName[];
  /** How its value is written. */
  readonly kind: ValueKind<T>;
  /** What it does, as one phrase. */
  readonly summary: string;
  /** Its one-letter form. */
  readonly short?: string;
  /** Other long names for it. */
  readonly aliases?: readonly string[];
  /** The value it has when not given, written as on the command line. */
  readonly default?: string;
  /** The commands that have another such value. */
  readonly defaultFor?: { readonly [K in CommandName]?: string };
  /** What happens when it is not given and there is no such value. */
  readonly otherwise?: string;
  /** The value it has when given without one. */
  readonly bare?: string;
  /** Whether it may be given several times, each for a list of its own. */
  readonly repeats?: boolean;
  /** Whether `--no-…` turns it off. */
  readonly negatable?: boolean;
}

/** Some flags, by their names. */
export type FlagTable = Readonly<Record<string, Flag<unknown>>>;

/** The commands that run a job of the user's over stdin or a range. */
export const JOB_COMMANDS = ["map", "filter"] as const;

/** The commands that run items on this machine alone. */
export const LOCAL_COMMANDS = [...JOB_COMMANDS, "squares"] as const;

/** The commands that talk to a broker. */
export const BROKER_COMMANDS = [
  "send",
  "work",
  "status",
  "dead",
  "queues",
  "peek",
  "pause",
  "resume",
  "purge",
  "delete",
  "reopen",
] as const;

/** The commands that run a job, wherever the items come from. */
export const RUN_COMMANDS = [...LOCAL_COMMANDS, "work"] as const;

/** Every command, in the order of the help. */
export const ALL_COMMANDS = [
  ...LOCAL_COMMANDS,
  "audit",
  "report",
  "completions",
  ...BROKER_COMMANDS,
] as const satisfies readonly CommandName[];
