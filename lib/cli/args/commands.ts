import { type AuditCommand, auditSpec } from "./commands/audit_command.ts";
import {
  type CompletionsCommand,
  completionsSpec,
} from "./commands/completions_command.ts";
import type { CommandSpec } from "./command.ts";
import { type DeadCommand, deadSpec } from "./commands/dead_command.ts";
import { type FilterCommand, filterSpec } from "./commands/filter_command.ts";
import { type MapCommand, mapSpec } from "./commands/map_command.ts";
import { type ReportCommand, reportSpec } from "./commands/report_command.ts";
import { type SendCommand, sendSpec } from "./commands/send_command.ts";
import {
  type SquaresCommand,
  squaresSpec,
} from "./commands/squares_command.ts";
import { type StatusCommand, statusSpec } from "./commands/status_command.ts";
import { type PeekCommand, peekSpec } from "./commands/peek_command.ts";
import {
  deleteSpec,
  pauseSpec,
  purgeSpec,
  type QueueCommand,
  reopenSpec,
  resumeSpec,
} from "./commands/queue_command.ts";
import { type QueuesCommand, queuesSpec } from "./commands/queues_command.ts";
import { type WorkCommand, workSpec } from "./commands/work_command.ts";

/** What a command was asked to do. */
export type Command =
  | MapCommand
  | FilterCommand
  | SquaresCommand
  | AuditCommand
  | ReportCommand
  | CompletionsCommand
  | SendCommand
  | WorkCommand
  | StatusCommand
  | DeadCommand
  | QueuesCommand
  | PeekCommand
  | QueueCommand;

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec<Command>[] = [
  mapSpec,
  filterSpec,
  squaresSpec,
  auditSpec,
  reportSpec,
  completionsSpec,
  sendSpec,
  workSpec,
  statusSpec,
  deadSpec,
  queuesSpec,
  peekSpec,
  pauseSpec,
  resumeSpec,
  purgeSpec,
  deleteSpec,
  reopenSpec,
];

/** The command that runs when none is named. */
export const DEFAULT_COMMAND: CommandSpec<Command> = squaresSpec;

/** The command of a name, if there is one. */
export function findCommand(name: string): CommandSpec<Command> | undefined {
  return COMMANDS.find((command) => command.name === name);
}
