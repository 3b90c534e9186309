import { COMMANDS } from "../args/commands.ts";
import { flag, FLAG_NAMES, type FlagName } from "../flags/flags.ts";
import { commandNames, valuesOf } from "./words.ts";

/** The script for fish. */
export function fishScript(): string {
  const commands = commandNames().join(" ");
  const isFirst = `not __fish_seen_subcommand_from ${commands}`;
  return [
    "# Completes sluice in fish: sluice completions fish | source",
    ...COMMANDS.map(({ name, summary }) =>
      `complete -c sluice -f -n ${quoted(isFirst)} -a ${name} -d ${
        quoted(summary)
      }`
    ),
    ...FLAG_NAMES.flatMap(linesOf),
    "complete -c sluice -f -n '__fish_seen_subcommand_from completions' " +
    "-a 'bash zsh fish'",
    "",
  ].join("\n");
}

function linesOf(name: FlagName): string[] {
  const { short, aliases = [], summary, commands, negatable } = flag(name);
  const condition = `__fish_seen_subcommand_from ${commands.join(" ")}`;
  const values = valuesOf(name);
  const value = values === undefined
    ? ""
    : values === "files"
    ? " -r -F"
    : ` -x -a ${quoted(values.join(" "))}`;
  const line = (forms: string, text: string) =>
    `complete -c sluice -n ${quoted(condition)} ${forms}${value} -d ${
      quoted(text)
    }`;
  const letter = short === undefined ? "" : `-s ${short} `;
  return [
    line(`${letter}-l ${name}`, summary),
    ...aliases.map((alias) => line(`-l ${alias}`, `as --${name}`)),
    ...(negatable ? [line(`-l no-${name}`, `no ${summary}`)] : []),
  ];
}

function quoted(text: string): string {
  return `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}
