import {
  BROKER_NOTE,
  type BrokerSettings,
  brokerSettings,
} from "../broker_settings.ts";
import type { CommandSpec } from "../command.ts";

/** What `peek` was asked to do. */
export interface PeekCommand {
  /** Which command this is. */
  readonly command: "peek";
  /** Where the queue is. */
  readonly broker: BrokerSettings;
  /** Most items to show. */
  readonly limit: number;
}

/** The command that shows the next items of a queue, and takes none. */
export const peekSpec: CommandSpec<PeekCommand> = {
  name: "peek",
  summary: "the oldest items of a queue, which stay in it",
  usage: "nats://host:port/NAME [flags]",
  examples: [
    {
      says: "the oldest three, a line of JSON each",
      line: "$0 peek nats://127.0.0.1/orders \\\n    --limit 3",
    },
  ],
  notes: [
    {
      title: "What it shows",
      lines: [
        "Items that wait and items that run, the oldest first: position, id,",
        "when it was stored, and the item. Ten, where --limit says nothing.",
      ],
    },
    BROKER_NOTE,
  ],
  read({ words, values }) {
    return {
      command: "peek",
      broker: brokerSettings("peek", words, values),
      limit: values.limit ?? 10,
    };
  },
};
