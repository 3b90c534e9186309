import { COMMANDS } from "../args/commands.ts";
import { flag, type FlagName, flagsOf } from "../flags/flags.ts";
import { commandNames, spellings, valuesOf } from "./words.ts";

/** The script for zsh: a function to autoload, or to read after `compinit`. */
export function zshScript(): string {
  return `#compdef sluice
# Completes sluice in zsh: eval "$(sluice completions zsh)"
_sluice() {
  local curcontext=$curcontext state line
  local -a commands
  commands=(
${
    COMMANDS.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`)
      .join("\n")
  }
  )
  _arguments -C '1:command:->command' '*::argument:->argument'
  case $state in
    command) _describe command commands ;;
    argument)
      case $words[1] in
${commandNames().map(argumentCase).join("\n")}
      esac ;;
  esac
}
if [ "$funcstack[1]" = _sluice ]; then _sluice "$@"; else compdef _sluice sluice; fi
`;
}

function argumentCase(
  command: ReturnType<typeof commandNames>[number],
): string {
  const specs = flagsOf(command).flatMap(specsOf).map(quoted);
  const rest = command === "completions"
    ? quoted("1:shell:(bash zsh fish)")
    : quoted("*:argument:_files");
  return `        ${command}) _arguments -s ${[...specs, rest].join(" ")} ;;`;
}

/** How zsh is told of a flag: its forms, what it does, and its value. */
function specsOf(name: FlagName): string[] {
  const { summary, kind, negatable } = flag(name);
  const text = summary.replaceAll(/[[\]:]/g, " ");
  const all = spellings(name);
  const values = valuesOf(name);
  const forms = negatable ? [...all, `--no-${name}`] : all;
  const value = values === undefined
    ? ""
    : `:${kind.placeholder.replaceAll(":", " ")}:${actionOf(values)}`;
  return forms.map((form) => {
    const sign = values === undefined ? "" : form.startsWith("--") ? "=" : "+";
    return `(${forms.join(" ")})${form}${sign}[${text}]${value}`;
  });
}

function actionOf(values: readonly string[] | "files"): string {
  if (values === "files") return "_files";
  return values.length === 0 ? " " : `(${values.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
