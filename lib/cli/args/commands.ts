import { auditCommand, type AuditLine } from "./audit_command.ts";
import type { Command } from "./command.ts";
import { deadCommand, type DeadLine } from "./dead_command.ts";
import { filterCommand, type FilterLine } from "./filter_command.ts";
import { mapCommand, type MapLine } from "./map_command.ts";
import { sendCommand, type SendLine } from "./send_command.ts";
import { squaresCommand, type SquaresLine } from "./squares_command.ts";
import { statusCommand, type StatusLine } from "./status_command.ts";
import { workCommand, type WorkLine } from "./work_command.ts";

/** What a command was asked to do. */
export type RunLine =
  | MapLine
  | FilterLine
  | SquaresLine
  | AuditLine
  | SendLine
  | WorkLine
  | StatusLine
  | DeadLine;

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command<RunLine>[] = [
  mapCommand,
  filterCommand,
  squaresCommand,
  auditCommand,
  sendCommand,
  workCommand,
  statusCommand,
  deadCommand,
];

/** The command that runs when none is named. */
export const DEFAULT_COMMAND: Command<RunLine> = squaresCommand;

/** The command of a name, if there is one. */
export function findCommand(name: string): Command<RunLine> | undefined {
  return COMMANDS.find((command) => command.name === name);
}
