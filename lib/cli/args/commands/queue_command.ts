import {
  BROKER_NOTE,
  type BrokerSettings,
  brokerSettings,
} from "../broker_settings.ts";
import type { CommandSpec } from "../command.ts";

/** What is done with a queue as a whole. */
export type QueueAction = "pause" | "resume" | "purge" | "delete" | "reopen";

/** What an operator's command was asked to do. */
export interface QueueCommand {
  /** Which command this is. */
  readonly command: QueueAction;
  /** Where the queue is. */
  readonly broker: BrokerSettings;
  /** Whether not to ask. */
  readonly yes: boolean;
}

/** What there is to say of an action. */
interface ActionText {
  readonly summary: string;
  readonly says: string;
  readonly note: readonly string[];
}

const TEXTS: Readonly<Record<QueueAction, ActionText>> = {
  pause: {
    summary: "give out no items of a queue, to any machine",
    says: "stop all workers of a queue after what they run",
    note: [
      "Workers stay, and wait; what they hold is finished. Items can be sent.",
      "The broker keeps the pause until `$0 resume`.",
    ],
  },
  resume: {
    summary: "give out the items of a paused queue again",
    says: "go on",
    note: ["Workers that wait get items at once."],
  },
  purge: {
    summary: "remove all items of a queue",
    says: "an empty queue",
    note: [
      "What waits and what runs is removed, and dead items stay. A result of",
      "an item that was running may still come.",
    ],
  },
  delete: {
    summary: "delete a queue, and its dead items with it",
    says: "as if it had never been there",
    note: ["Workers of the queue end with the exit code 4."],
  },
  reopen: {
    summary: "let items be sent to a closed queue again",
    says: "more items for a queue that was closed",
    note: ["Workers that ended when it was closed must be started again."],
  },
};

function actionSpec(command: QueueAction): CommandSpec<QueueCommand> {
  const { summary, says, note } = TEXTS[command];
  const isSafe = command === "pause" || command === "resume";
  const asks = isSafe ? "" : " \\\n    --yes";
  return {
    name: command,
    summary,
    usage: "nats://host:port/NAME [flags]",
    examples: [
      { says, line: `$0 ${command} nats://127.0.0.1/orders${asks}` },
    ],
    notes: [{ title: "What it does", lines: note }, BROKER_NOTE],
    read({ words, values }) {
      return {
        command,
        broker: brokerSettings(command, words, values),
        yes: values.yes ?? false,
      };
    },
  };
}

/** The commands that do something with a queue as a whole. */
export const pauseSpec: CommandSpec<QueueCommand> = actionSpec("pause");
/** See {@linkcode pauseSpec}. */
export const resumeSpec: CommandSpec<QueueCommand> = actionSpec("resume");
/** See {@linkcode pauseSpec}. */
export const purgeSpec: CommandSpec<QueueCommand> = actionSpec("purge");
/** See {@linkcode pauseSpec}. */
export const deleteSpec: CommandSpec<QueueCommand> = actionSpec("delete");
/** See {@linkcode pauseSpec}. */
export const reopenSpec: CommandSpec<QueueCommand> = actionSpec("reopen");
