import {
  BROKER_NOTE,
  type BrokerSettings,
  brokerSettings,
} from "../broker_settings.ts";
import type { CommandSpec } from "../command.ts";

/** What `dead` was asked to do. */
export interface DeadCommand {
  /** Which command this is. */
  readonly command: "dead";
  /** Where the queue is. */
  readonly broker: BrokerSettings;
  /** Whether to send the items again. */
  readonly retry: boolean;
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
      says: "all of them back into the queue",
      line: "$0 dead nats://127.0.0.1/orders \\\n    --retry",
    },
  ],
  notes: [
    {
      title: "When the queue is closed",
      lines: [
        "Then nothing can go back into it. The dead items are a queue of their",
        "own, NAME-dead, which `$0 work` takes like any other.",
      ],
    },
    BROKER_NOTE,
  ],
  read({ words, values }) {
    return {
      command: "dead",
      broker: brokerSettings("dead", words, values),
      retry: values.retry ?? false,
    };
  },
};
