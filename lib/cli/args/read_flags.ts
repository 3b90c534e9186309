import { printable } from "../escape.ts";
import {
  defaultOf,
  flag,
  FLAG_NAMES,
  type FlagName,
  flagsOf,
  type FlagValues,
  longNames,
} from "../flags/flags.ts";
import { nearest } from "../suggest.ts";
import type { CommandSpec } from "./command.ts";
import type { Scan } from "./scan.ts";
import { UsageError } from "./usage_error.ts";

/**
 * Reads every flag's value for a command, defaults filled in.
 *
 * @throws {UsageError} If a flag is unknown, not this command's, or its value
 * is missing or not accepted.
 */
export function readFlags(
  command: CommandSpec<unknown>,
  { given, unknown }: Pick<Scan, "given" | "unknown">,
): FlagValues {
  const taken = flagsOf(command.name);
  const [first] = unknown;
  if (first !== undefined) throw unknownFlag(first, taken);
  for (const name of given.keys()) {
    if (!taken.includes(name)) throw foreignFlag(command, name);
  }

  const values = FLAG_NAMES.map((name) => {
    const texts = given.get(name);
    if (texts !== undefined) return [name, readValues(name, texts)] as const;
    const fallback = defaultOf(name, command.name);
    const value = fallback === undefined
      ? undefined
      : flag(name).kind.read(fallback);
    return [name, value] as const;
  });
  return Object.fromEntries(values) as FlagValues;
}

/** The value of a flag: the last one given, or the lists of all of them as one. */
function readValues(name: FlagName, texts: readonly string[]): unknown {
  if (flag(name).repeats) return texts.flatMap((text) => readValue(name, text));
  return readValue(name, texts.at(-1) ?? "");
}

function readValue(name: FlagName, text: string): unknown {
  const { kind, bare } = flag(name);
  if (text === "") {
    const equals = bare === undefined ? "" : "=";
    throw new UsageError(
      `Cannot use --${name} without a value: ` +
        `write --${name}${equals || " "}${kind.placeholder}`,
    );
  }
  try {
    return kind.read(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const value = printable(text, 60);
    const reason = printable(error.message, 120);
    throw new UsageError(`Cannot use --${name} ${value}: ${reason}`);
  }
}

/** The error for what looks like a flag and is none of the known ones. */
export function unknownFlag(
  typed: string,
  known: readonly FlagName[],
): UsageError {
  const shown = printable(typed, 60);
  if (!typed.startsWith("--")) {
    return new UsageError(
      `Unknown flag ${shown}: put -- before an argument that begins with -`,
    );
  }
  const near = nearest(typed.slice(2), longNames(known));
  const hint = near === undefined ? "" : `: did you mean --${near}?`;
  return new UsageError(`Unknown flag ${shown}${hint}`);
}

function foreignFlag(
  command: CommandSpec<unknown>,
  name: FlagName,
): UsageError {
  const owners = flag(name).commands;
  return new UsageError(
    `Cannot use --${name} with ${command.name}: ` +
      `it is a flag of ${owners.join(" and ")}`,
  );
}
