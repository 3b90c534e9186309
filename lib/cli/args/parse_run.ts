import type { CommandInput, CommandSpec } from "./command.ts";
import { type FilterCommand, filterSpec } from "./commands/filter_command.ts";
import { type MapCommand, mapSpec } from "./commands/map_command.ts";
import {
  type SquaresCommand,
  squaresSpec,
} from "./commands/squares_command.ts";
import { readFlags } from "./read_flags.ts";
import { type Scan, scan } from "./scan.ts";
import { UsageError } from "./usage_error.ts";

/** A command that runs a job on this machine. */
export type RunCommand = MapCommand | FilterCommand | SquaresCommand;

const SPECS: readonly CommandSpec<RunCommand>[] = [
  mapSpec,
  filterSpec,
  squaresSpec,
];

/**
 * Reads the command line of a run without loading the other commands and their help.
 *
 * Undefined where it is anything else, or where something is wrong with it: what that is,
 * `parseCommandLine` says.
 */
export function parseRun(args: readonly string[]): RunCommand | undefined {
  try {
    const found = scan(args);
    const [word] = found.words;
    const spec = SPECS.find(({ name }) => name === word);
    if (spec === undefined || asksForTexts(found)) return undefined;
    return spec.read(commandInput(spec, found));
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}

/** Whether a text of the program is asked for, and no run. */
function asksForTexts({ given }: Scan): boolean {
  return given.has("help") || given.has("usage") || given.has("version");
}

/**
 * What a command is given.
 *
 * @throws {UsageError} If a flag is none of the command's, or its value is wrong.
 */
export function commandInput(
  spec: CommandSpec<unknown>,
  found: Scan,
): CommandInput {
  return {
    words: found.words.slice(1),
    values: readFlags(spec, found),
    given: new Set(found.given.keys()),
  };
}
