import { FLAG_NAMES, flagsOf } from "../flags/flags.ts";
import { commandNames, flagWords, spellings, valuesOf } from "./words.ts";

/** The script for bash. */
export function bashScript(): string {
  const commands = commandNames();
  return `# Completes sluice in bash: eval "$(sluice completions bash)"
_sluice() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]}
  local command= word
  COMPREPLY=()
  # Bash takes the = in --input=csv for a word of its own.
  if [[ $cur == = ]]; then cur=; else
    [[ $prev == = ]] && prev=\${COMP_WORDS[COMP_CWORD-2]}
  fi
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case $word in
      ${commands.join("|")}) command=$word; break ;;
    esac
  done
  case $prev in
${valueCases().join("\n")}
  esac
  if [[ $cur == -* ]]; then
    case $command in
${flagCases().join("\n")}
    esac
  elif [[ -z $command ]]; then
    COMPREPLY=($(compgen -W '${commands.join(" ")}' -- "$cur"))
  elif [[ $command == completions ]]; then
    COMPREPLY=($(compgen -W 'bash zsh fish' -- "$cur"))
  fi
}
complete -o default -F _sluice sluice
`;
}

/** What may follow a flag that takes a value. */
function valueCases(): string[] {
  return FLAG_NAMES.flatMap((name) => {
    const values = valuesOf(name);
    if (values === undefined) return [];
    const pattern = spellings(name).join("|");
    const reply = values === "files"
      ? `compgen -f -- "$cur"`
      : `compgen -W '${values.join(" ")}' -- "$cur"`;
    return [`    ${pattern}) COMPREPLY=($(${reply})); return ;;`];
  });
}

function flagCases(): string[] {
  return commandNames().map((command) => {
    const words = flagsOf(command).flatMap(flagWords).join(" ");
    const pattern = command === "squares" ? "squares|''" : command;
    return `      ${pattern}) COMPREPLY=($(compgen -W '${words}' -- "$cur")) ;;`;
  });
}
