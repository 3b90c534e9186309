/**
 * The table of all flags.
 *
 * A new flag is one row in the file of its subject. Parsing, defaults, messages, help,
 * completions and docs/cli.md are made of that row.
 *
 * @module
 */

import { BROKER_FLAGS } from "./broker_flags.ts";
import { CONTEXT_FLAGS } from "./context_flags.ts";
import type { CommandName, Flag } from "./flag.ts";
import { INPUT_FLAGS } from "./input_flags.ts";
import { ITEM_FLAGS } from "./item_flags.ts";
import { REPORT_FLAGS } from "./report_flags.ts";
import { TABLE_FLAGS } from "./table_flags.ts";
import type { ValueKind } from "./value_kind.ts";
import { WORK_FLAGS } from "./work_flags.ts";

/** Every flag of every command, in the order of the help. */
export const FLAGS = {
  ...ITEM_FLAGS,
  ...INPUT_FLAGS,
  ...TABLE_FLAGS,
  ...CONTEXT_FLAGS,
  ...BROKER_FLAGS,
  ...WORK_FLAGS,
  ...REPORT_FLAGS,
};

/** The name of a flag, without its dashes. */
export type FlagName = keyof typeof FLAGS;

type Value<F> = F extends { readonly kind: ValueKind<infer T> }
  ? F extends { readonly default: string } ? T : T | undefined
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

/** The flag of a long name, which may be an alias of it. */
export function findFlag(name: string): FlagName | undefined {
  return FLAG_NAMES.find((known) =>
    known === name || flag(known).aliases?.includes(name)
  );
}

/** Every long name of some flags, aliases too. */
export function longNames(names: readonly FlagName[]): readonly string[] {
  return names.flatMap((name) => [name, ...flag(name).aliases ?? []]);
}

/** Whether a flag is written with a value. */
export function takesValue(name: FlagName): boolean {
  return flag(name).kind.placeholder !== "";
}

/** The flags that a command takes, in the order of the table. */
export function flagsOf(command: CommandName): readonly FlagName[] {
  return FLAG_NAMES.filter((name) => flag(name).commands.includes(command));
}

/** The value of a flag that is not given, written as on the command line. */
export function defaultOf(
  name: FlagName,
  command: CommandName,
): string | undefined {
  const { defaultFor, default: value } = flag(name);
  return defaultFor?.[command] ?? value;
}
