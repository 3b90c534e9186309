/**
 * Makes the files that follow from the flag table: the launcher's part of it, and the
 * page docs/cli.md.
 *
 * @module
 */

import { COMMANDS } from "../../lib/cli/args/commands.ts";
import type { CommandSpec, Example } from "../../lib/cli/args/command.ts";
import { EXIT_MEANINGS } from "../../lib/cli/exit_code.ts";
import {
  ALL_COMMANDS,
  BROKER_COMMANDS,
  type CommandName,
  JOB_COMMANDS,
} from "../../lib/cli/flags/flag.ts";
import {
  defaultOf,
  flag,
  FLAG_NAMES,
  type FlagName,
  FLAGS,
  flagsOf,
  longNames,
  takesValue,
} from "../../lib/cli/flags/flags.ts";
import { VERIFIED_VERSIONS } from "../../lib/prepare.ts";

/** The launcher, in which the lines between two marks follow from the flag table. */
export const LAUNCHER = "bin/sluice";

/** The page of the command line. */
export const PAGE = "docs/cli.md";

/** The launcher with its part of the flag table. */
export function launcherWithTables(text: string): string {
  const tables = Object.entries(launcherTables())
    .map(([name, words]) => `${name}='${words.join(" ")}'\n`);
  return text.replace(
    /^# begin\n[^]*?^# end\n/m,
    () => `# begin\n${tables.join("")}# end\n`,
  );
}

function launcherTables(): Record<string, readonly string[]> {
  const isBare = (name: FlagName) => flag(name).bare !== undefined;
  const valued = FLAG_NAMES.filter((name) => takesValue(name) && !isBare(name));
  const bare = FLAG_NAMES.filter(isBare);
  const naming = (what: "file" | "server" | "named file") =>
    longNames(valued.filter((name) => flag(name).kind.names === what));
  return {
    deno_version: [VERIFIED_VERSIONS.deno],
    value_flags: longNames(valued),
    bare_flags: longNames(bare),
    bare_words: bare.flatMap((name) =>
      (flag(name).kind.words ?? []).map((word) => `${name}=${word}`)
    ),
    letter_flags: valued.flatMap((name) => {
      const { short } = flag(name);
      return short === undefined ? [] : [`${short}=${name}`];
    }),
    file_flags: naming("file"),
    named_file_flags: naming("named file"),
    server_flags: naming("server"),
    file_commands: JOB_COMMANDS,
    server_commands: BROKER_COMMANDS,
    progress_commands: FLAGS.progress.commands,
  };
}

/** The page of the command line. */
export function cliPage(): string {
  return [
    HEAD,
    ...COMMANDS.map(commandSection),
    flagsSection(),
    exitSection(),
  ].join("\n");
}

const HEAD = `# The command line

<!-- Made from the flag table by \`deno task cli\`: change that. -->

\`sluice [COMMAND] [flags]\`; without a command it runs \`squares\`.
\`sluice COMMAND --help\` says all of this in the terminal, \`-h\` what fits one screen.
The launcher \`bin/sluice\` grants exactly the files and the servers that the arguments
name; \`--show-command\` prints the \`deno\` command that it runs.
`;

function commandSection(spec: CommandSpec<unknown>): string {
  const { name, summary, usage, examples, notes } = spec;
  const paragraphs = notes.map(({ title, lines }) =>
    `**${title}.** ${escaped(named(lines.join(" ")))}\n`
  );
  const own = flagsOf(name).filter((name) =>
    flag(name).commands.length < ALL_COMMANDS.length
  );
  const flags = own.map((name) => `[\`--${name}\`](#flags)`).join(", ");
  return [
    `## ${name}\n`,
    `${capital(summary)}: \`sluice ${name} ${usage}\`\n`,
    ...examples.map((example) => exampleBlock(example, name)),
    ...paragraphs,
    ...(flags === "" ? [] : [`Flags: ${flags}.\n`]),
  ].join("\n");
}

function exampleBlock(
  { says, line, status = 0 }: Example,
  command: CommandName,
) {
  const needsBroker = (BROKER_COMMANDS as readonly string[]).includes(command);
  const info = needsBroker || status !== 0 ? "sh ignore" : "sh";
  return `\`\`\`${info}\n# ${says}\n${named(line)}\n\`\`\`\n`;
}

function flagsSection(): string {
  const byGroup = Map.groupBy(FLAG_NAMES, (name) => flag(name).group);
  const tables = [...byGroup].map(([group, names]) =>
    [
      `### ${group}\n`,
      "| flag | what it does | default | commands |",
      "| ---- | ------------ | ------- | -------- |",
      ...names.map(flagRow),
      "",
    ].join("\n")
  );
  return ["## Flags\n", ...tables].join("\n");
}

function flagRow(name: FlagName): string {
  const { short, aliases = [], kind, summary, commands, negatable } = flag(
    name,
  );
  const forms = [
    ...(short === undefined ? [] : [`-${short}`]),
    negatable ? `--[no-]${name}` : `--${name}`,
    ...aliases.map((alias) => `--${alias}`),
  ].map((form) => `\`${form}\``).join(", ");
  const value = kind.placeholder === "" ? "" : ` ${escaped(kind.placeholder)}`;
  const limits = kind.limits === undefined ? "" : ` (${escaped(kind.limits)})`;
  const all = commands.length === ALL_COMMANDS.length;
  return `| ${forms}${value} | ${escaped(summary)}${limits} | ${
    defaultText(name)
  } | ${all ? "all" : commands.join(", ")} |`;
}

function defaultText(name: FlagName): string {
  const { otherwise = "", defaultFor = {}, default: value } = flag(name);
  const usual = value === undefined ? otherwise : `\`${value}\``;
  const others = Object.keys(defaultFor).map((command) =>
    `\`${defaultOf(name, command as CommandName)}\` for ${command}`
  );
  return [...(usual === "" ? [] : [usual]), ...others].join(", ");
}

function exitSection(): string {
  const rows = Object.entries(EXIT_MEANINGS)
    .map(([code, meaning]) => `| ${code} | ${meaning} |`);
  return [
    "## Exit codes\n",
    "| code | meaning |",
    "| ---- | ------- |",
    ...rows,
    "",
  ]
    .join("\n");
}

function named(text: string): string {
  return text.replaceAll("$0", () => "sluice");
}

function escaped(text: string): string {
  return text.replaceAll(/[|<>*_]/g, (char) => `\\${char}`);
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
