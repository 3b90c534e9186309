import { printable } from "../../escape.ts";
import type { CommandSpec } from "../command.ts";
import { refuseExtra, UsageError } from "../usage_error.ts";

/** The shells that can be told what may follow. */
const SHELLS = ["bash", "zsh", "fish"] as const;

/** What `completions` was asked to do. */
export interface CompletionsCommand {
  /** Which command this is. */
  readonly command: "completions";
  /** The shell whose script is wanted. */
  readonly shell: typeof SHELLS[number];
}

/** The command that prints a script for a shell. */
export const completionsSpec: CommandSpec<CompletionsCommand> = {
  name: "completions",
  summary: "print a script by which a shell completes commands and flags",
  usage: "bash|zsh|fish",
  examples: [
    {
      says: "for this bash, and for each new one from ~/.bashrc",
      line: 'eval "$($0 completions bash)"',
    },
    {
      says: "for zsh, from ~/.zshrc after compinit",
      line: "$0 completions zsh",
    },
    { says: "for fish", line: "$0 completions fish" },
  ],
  notes: [
    {
      title: "What it completes",
      lines: [
        "The word `sluice`: the launcher bin/sluice, or a program compiled or",
        "installed under that name.",
      ],
    },
  ],
  read({ words: [word, extra] }) {
    refuseExtra(extra, "completions takes one shell");
    const shell = SHELLS.find((shell) => shell === word);
    if (shell !== undefined) return { command: "completions", shell };
    const found = word === undefined ? "none" : `"${printable(word, 40)}"`;
    throw new UsageError(
      `Cannot use ${found} as a shell: it is one of ${SHELLS.join(", ")}`,
    );
  },
};
