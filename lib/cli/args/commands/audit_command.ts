import type { CommandSpec } from "../command.ts";
import { refuseExtra } from "../usage_error.ts";

/** What `audit` was asked to do. */
export interface AuditCommand {
  /** Which command this is. */
  readonly command: "audit";
  /** Whether to print JSON instead of a table. */
  readonly json: boolean;
}

/** The command that tries every known way out of the sandbox. */
export const auditSpec: CommandSpec<AuditCommand> = {
  name: "audit",
  summary: "try every known way out of the sandbox, here and now",
  usage: "[--json]",
  examples: [
    { says: "a row for each attempt, and what stopped it", line: "$0 audit" },
    { says: "the attempts that got through: none", line: "$0 audit --json" },
  ],
  notes: [
    {
      title: "What it shows",
      lines: [
        "Each attempt runs in a real worker of this very program, on this",
        "machine. The layer is what stopped it: the text (it was refused",
        "before any worker saw it), the worker, the realm, a limit, or the",
        "data. The exit code is 0 only if every one was stopped.",
      ],
    },
  ],
  read({ words, values }) {
    refuseExtra(words[0], "audit takes flags only");
    return { command: "audit", json: values.json ?? false };
  },
};
