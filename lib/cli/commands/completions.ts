import type { CompletionsCommand } from "../args/commands/completions_command.ts";
import { bashScript } from "../completions/bash.ts";
import { fishScript } from "../completions/fish.ts";
import { zshScript } from "../completions/zsh.ts";
import { ExitCode } from "../exit_code.ts";
import type { Terminal } from "../terminal.ts";
import { print } from "../print.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };

/** Prints the script by which a shell completes what is typed. */
export async function runCompletions(
  { shell }: CompletionsCommand,
  terminal: Terminal,
): Promise<ExitCode> {
  const script = SCRIPTS[shell]();
  await print(script, terminal);
  return ExitCode.Done;
}
