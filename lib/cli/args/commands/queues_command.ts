import {
  BROKER_NOTE,
  type BrokerSettings,
  brokerSettings,
} from "../broker_settings.ts";
import type { CommandSpec } from "../command.ts";

/** What `queues` was asked to do. */
export interface QueuesCommand {
  /** Which command this is. */
  readonly command: "queues";
  /** Where the broker is. */
  readonly broker: BrokerSettings;
  /** Whether a program reads it. */
  readonly json: boolean;
}

/** The command that lists the queues of a broker. */
export const queuesSpec: CommandSpec<QueuesCommand> = {
  name: "queues",
  summary: "the queues of a broker, and what is in them",
  usage: "nats://host:port [flags]",
  examples: [
    { says: "a table", line: "$0 queues nats://127.0.0.1" },
    { says: "a line of JSON each", line: "$0 queues nats://127.0.0.1 --json" },
  ],
  notes: [BROKER_NOTE],
  read({ words, values }) {
    return {
      command: "queues",
      broker: brokerSettings("queues", words, values),
      json: values.json ?? false,
    };
  },
};
