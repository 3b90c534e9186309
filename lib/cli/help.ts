import type { CommandSpec, Example, Note } from "./args/command.ts";
import { COMMANDS } from "./args/commands.ts";
import { EXIT_MEANINGS } from "./exit_code.ts";
import type { CommandName, FlagGroup } from "./flags/flag.ts";
import { defaultOf, flag, type FlagName, flagsOf } from "./flags/flags.ts";

const COLUMNS = 80;

/** The flags that every command takes. */
const COMMON_FLAGS: readonly FlagName[] = ["usage", "help", "version"];

/** A name, and what is said of it, in words that may be wrapped. */
type Row = readonly [name: string, pieces: readonly string[]];

const HELP_ROW: Row = ["help", ["the help of a command, as in `help map`"]];

/** Where the broker of the examples is. */
const EXAMPLE_HOST = "127.0.0.1";

/** How many examples the short help of a command has. */
const SHORT_EXAMPLES = 2;

/** How many commands, from the first on, have an example in the program's help. */
const SHOWN_COMMANDS = 2;

/** How help is given. */
export interface HelpOptions {
  /** How the program was started. */
  readonly program: string;
  /** Whether it is to fit one screen. */
  readonly isShort?: boolean;
}

/** The program's help, examples first: one screen, or an example of each command. */
export function programHelp({ program, isShort }: HelpOptions): string {
  const examples = isShort
    ? COMMANDS.slice(0, SHOWN_COMMANDS)
      .flatMap((command) => command.examples.slice(0, 1))
    : COMMANDS.flatMap((command) => command.examples);
  const commands = COMMANDS.map(({ name, summary }) =>
    [name, summary.split(" ")] as const
  );
  return page([
    ["Run a function over a stream of items, confined."],
    exampleLines(examples, program),
    [`Usage: ${program} [COMMAND] [flags]`],
    ["Commands:", ...rows([...commands, HELP_ROW])],
    flagLines({ title: "Every command:", names: COMMON_FLAGS }),
    isShort ? [`All of it: ${program} --help`] : exitCodeLines(),
  ]);
}

/** A command's help: its examples, its flags and what one has to know. */
export function commandHelp(
  command: CommandSpec<unknown>,
  { program, isShort }: HelpOptions,
): string {
  const { name, summary, usage, notes } = command;
  if (isShort) return shortHelp(command, program);
  return page([
    [`${name}: ${summary}`],
    exampleLines(command.examples, program),
    [`Usage: ${program} ${name} ${usage}`],
    ...notes.map((note) => noteLines(note, program)),
    ...groups(flagsOf(name)).map(([title, names]) =>
      flagLines({ title: `${title}:`, names, command: name })
    ),
    exitCodeLines(),
  ]);
}

/** What fits one screen: two examples, and the names of the flags. */
function shortHelp(
  { name, summary, usage, examples }: CommandSpec<unknown>,
  program: string,
): string {
  const flags = groups(flagsOf(name)).map(([title, names]) =>
    [`${title}:`, names.map(shortForm)] as const
  );
  return page([
    [`${name}: ${summary}`],
    exampleLines(examples.slice(0, SHORT_EXAMPLES), program),
    [`Usage: ${program} ${name} ${usage}`],
    [...rows(flags), "", `All of it: ${program} ${name} --help`],
  ]);
}

/** A flag as one word, as in `-j/--consumers`. */
function shortForm(name: FlagName): string {
  const { short } = flag(name);
  return short === undefined ? `--${name}` : `-${short}/--${name}`;
}

function page(sections: readonly (readonly string[])[]): string {
  return sections.map((lines) => lines.join("\n")).join("\n\n") + "\n";
}

function exampleLines(
  examples: readonly Example[],
  program: string,
): readonly string[] {
  return examples.flatMap(({ says, line }) => [
    `  # ${says}`,
    `  ${named(line, permitted(line, program))}`,
  ]);
}

/** The program with the permission that an example needs, as it is to be pasted. */
function permitted(line: string, program: string): string {
  return line.includes(` nats://${EXAMPLE_HOST}/`)
    ? program.replace("deno run ", `deno run --allow-net=${EXAMPLE_HOST}:4222 `)
    : program;
}

function noteLines({ title, lines }: Note, program: string): readonly string[] {
  return [`${title}:`, ...lines.map((line) => `  ${named(line, program)}`)];
}

function named(line: string, program: string): string {
  return line.replaceAll("$0", () => program);
}

function groups(
  names: readonly FlagName[],
): readonly (readonly [FlagGroup, readonly FlagName[]])[] {
  const byGroup = Map.groupBy(names, (name) => flag(name).group);
  return [...byGroup];
}

interface FlagSection {
  readonly title: string;
  readonly names: readonly FlagName[];
  /** Whose defaults are shown. */
  readonly command?: CommandName;
}

function flagLines(
  { title, names, command }: FlagSection,
): readonly string[] {
  return [
    title,
    ...rows(names.map((name) => [
      flagForms(name),
      [...flag(name).summary.split(" "), ...valueNotes(name, command)],
    ])),
  ];
}

/** How a flag is written, as in `-j, --consumers N`. */
function flagForms(name: FlagName): string {
  const { short, kind, bare, negatable } = flag(name);
  const letter = short === undefined ? "" : `-${short}, `;
  const long = negatable ? `--[no-]${name}` : `--${name}`;
  if (kind.placeholder === "") return letter + long;
  return letter + long +
    (bare === undefined ? ` ${kind.placeholder}` : `[=${kind.placeholder}]`);
}

/** Longest limits and default in one pair of brackets. */
const LONGEST_NOTE = 45;

/** The limits and the default, kept whole when the line is wrapped. */
function valueNotes(name: FlagName, command?: CommandName): string[] {
  const { kind, otherwise } = flag(name);
  const value = (command && defaultOf(name, command)) ?? otherwise;
  const notes = [
    ...(kind.limits === undefined ? [] : [kind.limits]),
    ...(value === undefined ? [] : [`default: ${value}`]),
  ];
  const note = notes.join("; ");
  if (note.length <= LONGEST_NOTE) return note === "" ? [] : [`(${note})`];
  return notes.map((note) => `(${note})`);
}

function exitCodeLines(): readonly string[] {
  const codes = Object.entries(EXIT_MEANINGS);
  return [
    "Exit codes:",
    ...rows(codes.map(([code, meaning]) => [code, [meaning]])),
  ];
}

/** Widest left column; what is longer has a line of its own. */
const WIDEST_NAME = 36;

/** Two columns: the left one as wide as it needs, the right one wrapped. */
function rows(cells: readonly Row[]): readonly string[] {
  const widths = cells.map(([name]) => name.length)
    .filter((width) => width <= WIDEST_NAME);
  const indent = 4 + Math.max(0, ...widths);
  return cells.flatMap(([name, pieces]) => {
    const lines = wrapped(pieces, indent);
    if (name.length > indent - 4) return [`  ${name}`, ...lines];
    const [first = "", ...more] = lines;
    return [`  ${name}`.padEnd(indent) + first.trimStart(), ...more];
  });
}

/** Pieces in lines of at most 80 columns, each indented. */
function wrapped(pieces: readonly string[], indent: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const piece of pieces) {
    const longer = line === "" ? piece : `${line} ${piece}`;
    if (line !== "" && indent + longer.length > COLUMNS) {
      lines.push(line);
      line = piece;
    } else line = longer;
  }
  return [...lines, line].map((line) => " ".repeat(indent) + line);
}
