import {
  BROKER_NOTE,
  type BrokerSettings,
  brokerSettings,
} from "../broker_settings.ts";
import type { FlagValues } from "../../flags/flags.ts";
import type { CommandSpec } from "../command.ts";
import { UsageError } from "../usage_error.ts";

/** What `status` was asked to do. */
export interface StatusCommand {
  /** Which command this is. */
  readonly command: "status";
  /** Where the queue is. */
  readonly broker: BrokerSettings;
  /** Whether to say it every second. */
  readonly watch: boolean;
  /** What it looks like. */
  readonly format: "text" | "json" | "metrics";
  /** Whether to wait for a queue that is not there yet. */
  readonly wait: boolean;
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
  notes: [
    {
      title: "What it shows",
      lines: [
        "--watch draws a screen again and again on a terminal, with rates and",
        "what each machine is at, and writes a line each half second anywhere",
        "else. --metrics is the text format of Prometheus, for a job that",
        "writes it where a collector looks.",
      ],
    },
    BROKER_NOTE,
  ],
  read({ words, values }) {
    return {
      command: "status",
      broker: brokerSettings("status", words, values),
      watch: values.watch ?? false,
      format: formatOf(values),
      wait: values.wait ?? false,
    };
  },
};

function formatOf({ json, metrics }: FlagValues): StatusCommand["format"] {
  if (json && metrics) {
    throw new UsageError("Cannot use --json with --metrics: choose one");
  }
  if (metrics) return "metrics";
  return json ? "json" : "text";
}
