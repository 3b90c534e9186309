import { parseArgs } from "../../deps/std/parse_args.ts";
import { printable } from "../escape.ts";
import {
  findFlag,
  flag,
  FLAG_NAMES,
  type FlagName,
  takesValue,
} from "../flags/flags.ts";
import { level } from "../flags/value_kind.ts";
import { UsageError } from "./usage_error.ts";

/** The arguments, told apart by the flag table, and not yet checked. */
export interface Scan {
  /** What is not a flag, in order. */
  readonly words: readonly string[];
  /** The texts of each flag that was given, in order. */
  readonly given: ReadonlyMap<FlagName, readonly string[]>;
  /** What looks like a flag and is none, as `--name` or `-n`. */
  readonly unknown: readonly string[];
}

/**
 * Tells flags, their values and other words apart.
 *
 * @throws {UsageError} If a flag that takes no value is given one.
 */
export function scan(args: readonly string[]): Scan {
  const unknown: string[] = [];
  const toggles = FLAG_NAMES.filter((name) => !takesValue(name));
  const parsed = parseArgs(explicit(withWorkers(args)), {
    alias: Object.fromEntries(SHORT),
    boolean: toggles,
    negatable: toggles.filter((name) => flag(name).negatable),
    // Without "_" here a JOB such as `1e3` would come back as the number 1000.
    string: ["_", ...FLAG_NAMES.filter(takesValue)],
    // An array tells "not given" (empty) from "given and false".
    collect: ["_", ...FLAG_NAMES],
    unknown(arg, key) {
      if (key !== undefined) unknown.push(asTyped(arg, key));
    },
  });

  const given = new Map<FlagName, readonly string[]>();
  for (const name of FLAG_NAMES) {
    const all = [parsed[name]].flat().filter((value) => value !== undefined);
    const texts = flag(name).kind === level ? [all.length] : all;
    if (all.length > 0) given.set(name, texts.map(String));
  }
  return { words: parsed._, given, unknown };
}

/** With a number, --jobs means what it means to others: how many workers there are. */
function withWorkers(args: readonly string[]): string[] {
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  return args.map((arg, at) => {
    if (at >= end) return arg;
    const isNumber = arg === "--jobs" && /^\d+$/.test(args[at + 1] ?? "");
    return isNumber ? "--consumers" : arg.replace(
      /^--jobs=(?=\d+$)/,
      "--consumers=",
    );
  });
}

const SHORT: ReadonlyMap<string, FlagName> = new Map(
  FLAG_NAMES.flatMap((name) => {
    const { short } = flag(name);
    return short === undefined ? [] : [[short, name] as const];
  }),
);

function asTyped(arg: string, key: string): string {
  return arg.startsWith("--") ? withoutTail(arg) : `-${key}`;
}

function withoutTail(arg: string): string {
  return arg.startsWith("--") ? arg.replace(/=.*$/s, "") : arg;
}

/**
 * Writes with `=` what parse-args would guess at: a bare `--stats` (it would
 * take any next word), a value that is `-` or begins with `-` and a digit (it
 * would be a flag), `-j4x` (it would be three flags) and `--no-timeout=5s` (it would be
 * `--timeout=5s`).
 */
function explicit(args: readonly string[]): string[] {
  const end = args.indexOf("--");
  const before = args.slice(0, end < 0 ? undefined : end).flatMap(letters);
  const written: string[] = [];
  for (let at = 0; at < before.length; at++) {
    const arg = before[at] ?? "";
    const { name, rest } = split(arg);
    const next = before[at + 1];
    if (name === undefined) written.push(withoutTail(arg));
    else if (!takesValue(name)) written.push(withoutValue(arg, rest));
    else if (rest !== undefined) written.push(`--${name}=${rest}`);
    else if (name === "null" && (next === undefined || /^-[^\d.]/.test(next))) {
      // What -0 was called before it was the name of a text.
      written.push("--null-ends");
    } else if (flag(name).bare !== undefined) {
      const isValue = flag(name).kind.words?.includes(next ?? "") ?? false;
      written.push(`--${name}=${isValue ? next : flag(name).bare}`);
      if (isValue) at++;
    } else if (next !== undefined && /^-(\.?\d|$)/.test(next)) {
      written.push(`--${name}=${next}`);
      at++;
    } else written.push(`--${name}`);
  }
  return end < 0 ? written : written.concat(args.slice(end));
}

/** Flags of one letter that were written together, as in `-qj4`, each alone. */
function letters(arg: string): string[] {
  const [, letter = "", rest = ""] = /^-([A-Za-z])([^=-].*)$/s.exec(arg) ?? [];
  const name = SHORT.get(letter);
  if (name === undefined || takesValue(name)) return [arg];
  return [`-${letter}`, ...letters(`-${rest}`)];
}

/** The flag an argument names, and the value it carries itself, if any. */
function split(arg: string): { name?: FlagName; rest?: string | undefined } {
  const long = /^--(no-)?([^=]+)(?:=(.*))?$/s.exec(arg);
  if (long !== null) {
    const [, no, word, rest] = long;
    const name = findFlag(word ?? "");
    if (name === undefined || (no && !flag(name).negatable)) return {};
    return { name, rest };
  }
  const name = /^-[^-]/.test(arg) ? SHORT.get(arg.charAt(1)) : undefined;
  if (name === undefined) return {};
  const rest = arg.slice(2);
  return { name, rest: rest === "" ? undefined : rest.replace(/^=/, "") };
}

function withoutValue(arg: string, value: string | undefined): string {
  if (value === undefined) return arg;
  const name = withoutTail(arg);
  throw new UsageError(
    `Cannot use ${name}=${printable(value, 60)}: ${name} takes no value`,
  );
}
