import {
  BROKER_NOTE,
  type BrokerSettings,
  brokerSettings,
} from "../broker_settings.ts";
import type { CommandSpec } from "../command.ts";

/** What `status` was asked to do. */
export interface StatusCommand {
  /** Which command this is. */
  readonly command: "status";
  /** Where the queue is. */
  readonly broker: BrokerSettings;
  /** Whether to say it every second. */
  readonly watch: boolean;
  /** Whether a program reads it. */
  readonly json: boolean;
}

/** The command that shows what a queue looks like. */
export const statusSpec: CommandSpec<StatusCommand> = {
  name: "status",
  summary: "what waits in a queue, what runs, what is done, and who works",
  usage: "nats://host:port/NAME [flags]",
  examples: [
    { says: "a table", line: "$0 status nats://127.0.0.1/orders" },
    {
      says: "a line of JSON every second",
      line: "$0 status nats://127.0.0.1/orders \\\n    --watch --json",
    },
  ],
  notes: [BROKER_NOTE],
  read({ words, values }) {
    return {
      command: "status",
      broker: brokerSettings("status", words, values),
      watch: values.watch ?? false,
      json: values.json ?? false,
    };
  },
};
