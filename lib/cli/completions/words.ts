/**
 * What a shell has to know of the flag table.
 *
 * @module
 */

import { ALL_COMMANDS, type CommandName } from "../flags/flag.ts";
import { flag, type FlagName, takesValue } from "../flags/flags.ts";

/** Every command, in the order of the help. */
export function commandNames(): readonly CommandName[] {
  return ALL_COMMANDS;
}

/** Every way to write a flag, as in `-j`, `--consumers`, `--jobs`. */
export function spellings(name: FlagName): string[] {
  const { short, aliases = [] } = flag(name);
  return [
    ...(short === undefined ? [] : [`-${short}`]),
    ...[name, ...aliases].map((long) => `--${long}`),
  ];
}

/** The long forms worth offering, `--no-…` among them. */
export function flagWords(name: FlagName): string[] {
  return flag(name).negatable ? [`--${name}`, `--no-${name}`] : [`--${name}`];
}

/**
 * What the value of a flag may be: words, or any text when there are none, or files;
 * undefined for a flag that needs no value.
 */
export function valuesOf(
  name: FlagName,
): readonly string[] | "files" | undefined {
  const { kind, bare } = flag(name);
  if (!takesValue(name) || bare !== undefined) return undefined;
  return kind.names === "file" ? "files" : kind.words ?? [];
}
