import type { CommandSpec } from "./command.ts";
import {
  type Command,
  COMMANDS,
  DEFAULT_COMMAND,
  findCommand,
} from "./commands.ts";
import { commandInput } from "./parse_run.ts";
import { unknownFlag } from "./read_flags.ts";
import { type Scan, scan } from "./scan.ts";
import { UsageError } from "./usage_error.ts";
import { printable } from "../escape.ts";
import { FLAG_NAMES } from "../flags/flags.ts";
import { commandHelp, type HelpOptions, programHelp } from "../help.ts";
import { nearest } from "../suggest.ts";

/** What the command line asks for. */
export type CommandLine =
  | { readonly command: "help"; readonly text: string }
  | { readonly command: "version" }
  | Command;

/**
 * Turns arguments into what they ask for.
 *
 * @param args The arguments, without the program's name.
 * @param program How the program was called, for the texts.
 * @throws {UsageError} If they make no sense, with the way to the help.
 */
export function parseCommandLine(
  args: readonly string[],
  program: string,
): CommandLine {
  let helpOf = "";
  try {
    const found = scan(args);
    const [word] = found.words;
    const command = word === undefined ? undefined : findCommand(word);
    if (command !== undefined) helpOf = ` ${command.name}`;
    return read(found, { command, program });
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    throw new UsageError(
      `${error.message}\nFor help: ${program}${helpOf} --help`,
    );
  }
}

interface Context {
  readonly command: CommandSpec<Command> | undefined;
  readonly program: string;
}

function read(found: Scan, { command, program }: Context): CommandLine {
  const { words, given } = found;
  const [word, ...rest] = words;
  if (word === "help") return helpAbout(rest, program);
  if (word !== undefined && command === undefined) {
    throw notACommand(word, found);
  }
  if (given.has("help") || given.has("usage")) {
    const isShort = !given.has("help");
    return { command: "help", text: helpText(command, { program, isShort }) };
  }
  if (given.has("version")) return { command: "version" };

  const chosen = command ?? DEFAULT_COMMAND;
  return chosen.read(commandInput(chosen, found));
}

function helpText(
  command: CommandSpec<Command> | undefined,
  options: HelpOptions,
): string {
  return command === undefined
    ? programHelp(options)
    : commandHelp(command, options);
}

function helpAbout(words: readonly string[], program: string): CommandLine {
  const [word] = words;
  if (word === undefined || word === "help") {
    return { command: "help", text: programHelp({ program }) };
  }
  const command = findCommand(word);
  if (command === undefined) throw unknownCommand(word);
  return { command: "help", text: commandHelp(command, { program }) };
}

function notACommand(word: string, { unknown }: Scan): UsageError {
  // An unknown flag may have swallowed the command as its value.
  const [flag] = unknown;
  if (flag !== undefined) return unknownFlag(flag, FLAG_NAMES);
  if (/=>|^\s*(async|export|function)\b/.test(word)) {
    return new UsageError(
      `Unknown command "${
        printable(word, 60)
      }": a job goes after map or filter`,
    );
  }
  return unknownCommand(word);
}

function unknownCommand(word: string): UsageError {
  const names = [...COMMANDS.map(({ name }) => name), "help"];
  const near = nearest(word, names);
  const hint = near === undefined
    ? `there are ${names.join(", ")}`
    : `did you mean ${near}?`;
  return new UsageError(
    `Unknown command "${printable(word, 60)}": ${hint}`,
  );
}
