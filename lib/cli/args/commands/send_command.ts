import {
  BROKER_NOTE,
  type BrokerSettings,
  brokerSettings,
} from "../broker_settings.ts";
import type { CommandSpec } from "../command.ts";
import { type RunSettings, runSettings } from "../run_settings.ts";

/** What `send` was asked to do. */
export interface SendCommand {
  /** Which command this is. */
  readonly command: "send";
  /** Where the queue is. */
  readonly broker: BrokerSettings;
  /** How long a machine may be silent, in milliseconds, in a new queue. */
  readonly leaseMs: number;
  /** How many servers keep a new queue. */
  readonly replicas: number;
  /** Most items on their way at once. */
  readonly window: number;
  /** What the input is called; undefined is a new name. */
  readonly id: string | undefined;
  /** Whether a line that is no JSON is refused. */
  readonly isChecked: boolean;
  /** Whether to close the queue at the end. */
  readonly close: boolean;
  /** The input, and what is said on the way; the capacity of a new queue. */
  readonly run: RunSettings;
}

/** The command that puts the items of stdin in a queue. */
export const sendSpec: CommandSpec<SendCommand> = {
  name: "send",
  summary: "put every item of stdin in a queue that many machines share",
  usage: "nats://host:port/NAME [flags] < in.ndjson",
  examples: [
    {
      says: "records into a queue of at most 100, closed at the end",
      line: `echo '{"n":1}' | \\\n    $0 send nats://127.0.0.1/orders \\\n` +
        "    --capacity 100 --close",
    },
    {
      says: "the rows of a table, each an object",
      line: `printf 'name,qty\\nnut,3\\n' | \\\n` +
        "    $0 send nats://127.0.0.1/p -i csv",
    },
    {
      says: "numbers, each after the one before it",
      line: "$0 send nats://127.0.0.1/numbers \\\n" +
        "    --range 0..100 --window 1",
    },
  ],
  notes: [
    {
      title: "The queue",
      lines: [
        "It is made if it is not there; --capacity, --lease and --replicas count",
        "only then. When it is full, send waits: the capacity counts what waits",
        "and what is being worked on. A line is sent when the broker has stored",
        "it; a line whose answer was lost is sent again, and stored once. A line",
        "that is no JSON, and a row with a field too few or too many, is refused",
        "alone, with its number.",
      ],
    },
    BROKER_NOTE,
  ],
  read({ words, values, given }) {
    return {
      command: "send",
      broker: brokerSettings("send", words, values),
      leaseMs: values.lease,
      replicas: values.replicas,
      window: values.window,
      id: values.id,
      isChecked: values.check,
      close: values.close ?? false,
      run: runSettings({ values, given, hasOutput: false }),
    };
  },
};
