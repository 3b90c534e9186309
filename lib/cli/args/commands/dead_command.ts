import {
  BROKER_NOTE,
  type BrokerSettings,
  brokerSettings,
} from "../broker_settings.ts";
import type { FlagValues } from "../../flags/flags.ts";
import type { CommandSpec } from "../command.ts";
import { UsageError } from "../usage_error.ts";

/** What `dead` was asked to do. */
export interface DeadCommand {
  /** Which command this is. */
  readonly command: "dead";
  /** Where the queue is. */
  readonly broker: BrokerSettings;
  /** What is done with the items. */
  readonly action: "show" | "retry" | "discard";
  /** Which of them are meant. */
  readonly selection: DeadSelection;
  /** Whether to say what was done in JSON. */
  readonly json: boolean;
  /** Whether not to ask before items are forgotten. */
  readonly yes: boolean;
}

/** Which dead items are meant; undefined is all. */
export interface DeadSelection {
  readonly id: string | undefined;
  readonly kind: string | undefined;
  readonly limit: number | undefined;
}

/** The command that shows the items that were put aside. */
export const deadSpec: CommandSpec<DeadCommand> = {
  name: "dead",
  summary: "the items of a queue that failed, and why; or another try",
  usage: "nats://host:port/NAME [flags]",
  examples: [
    {
      says: "a line of JSON for each",
      line: "$0 dead nats://127.0.0.1/orders",
    },
    {
      says: "those that ran out of time, back into the queue",
      line: "$0 dead nats://127.0.0.1/orders \\\n    --kind timeout --retry",
    },
    {
      says: "all of them back into the queue",
      line: "$0 dead nats://127.0.0.1/orders \\\n    --retry",
    },
  ],
  notes: [
    {
      title: "Some of them",
      lines: [
        "--id, --kind and --limit choose; --retry and --discard do something with",
        "those alone. Only what is dead when the command begins is looked at.",
      ],
    },
    {
      title: "When the queue is closed",
      lines: [
        "Then nothing can go back into it, until `reopen` opens it. The dead",
        "items are a queue of their own, NAME-dead, which `$0 work`",
        "takes like any other, until it is empty.",
      ],
    },
    BROKER_NOTE,
  ],
  read({ words, values }) {
    return {
      command: "dead",
      broker: brokerSettings("dead", words, values),
      action: actionOf(values),
      selection: { id: values.id, kind: values.kind, limit: values.limit },
      json: values.json ?? false,
      yes: values.yes ?? false,
    };
  },
};

function actionOf({ retry, discard }: FlagValues): DeadCommand["action"] {
  if (retry && discard) {
    throw new UsageError("Cannot use --retry with --discard: choose one");
  }
  if (retry) return "retry";
  return discard ? "discard" : "show";
}
