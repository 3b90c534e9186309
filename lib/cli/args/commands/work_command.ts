import {
  BROKER_NOTE,
  type BrokerSettings,
  brokerSettings,
} from "../broker_settings.ts";
import type { CommandSpec } from "../command.ts";
import { jobAlone, type JobSource } from "../job_source.ts";
import {
  checkQueueOutput,
  type RunSettings,
  runSettings,
} from "../run_settings.ts";

/** What `work` was asked to do. */
export interface WorkCommand {
  /** Which command this is. */
  readonly command: "work";
  /** Where the items are. */
  readonly broker: BrokerSettings;
  /** The job: its text, or the file that holds it. */
  readonly job: JobSource;
  /** The address of the queue for results; undefined is stdout. */
  readonly results: string | undefined;
  /** Whether to close that queue at the end. */
  readonly close: boolean;
  /** Most results in a queue that is made for them. */
  readonly resultsCapacity: number;
  /** How many items are taken before a worker is free; undefined is what suits. */
  readonly ahead: number | undefined;
  /** The first pause before another try, in milliseconds; undefined is none. */
  readonly retryDelayMs: number | undefined;
  /** Whether to wait for a queue that is not there yet. */
  readonly wait: boolean;
  /** What this machine is called; undefined is a new name. */
  readonly name: string | undefined;
  /** How to run the job. */
  readonly run: RunSettings;
}

/** The command that runs a job over the items of a queue. */
export const workSpec: CommandSpec<WorkCommand> = {
  name: "work",
  summary: "run a job over a queue's items, on as many machines as you like",
  usage: "nats://host:port/NAME JOB [flags]",
  examples: [
    {
      says: "the items of a queue, results to stdout",
      line: "$0 work nats://127.0.0.1/orders \\\n    'e => e.n * 2'",
    },
    {
      says: "results to another queue, closed when this one is empty",
      line: "$0 work nats://127.0.0.1/orders \\\n    'e => e.n * 2' " +
        "--results nats://127.0.0.1/totals --close",
    },
  ],
  notes: [
    {
      title: "What happens to an item",
      lines: [
        "It stays in the queue until its result is written: the crash of a",
        "machine gives it to another, so it may run twice. The job has no side",
        "effects, so that does no harm; a queue of results holds each once. Its",
        "index is its position in the queue. An item that failed is put aside,",
        "see `$0 dead`, or as --on-error says. The run ends",
        "when the queue is closed and empty.",
      ],
    },
    BROKER_NOTE,
  ],
  read({ words, values, given }) {
    checkQueueOutput(values);
    const [address, ...rest] = words;
    const where = address === undefined ? [] : [address];
    return {
      command: "work",
      broker: brokerSettings("work", where, values),
      job: jobAlone({ command: "work", words: rest, ...values }),
      results: values.results,
      close: values.close ?? false,
      resultsCapacity: values["results-capacity"],
      ahead: values.ahead,
      retryDelayMs: values["retry-delay"],
      wait: values.wait ?? true,
      name: values.name,
      run: runSettings({ values, given }),
    };
  },
};
