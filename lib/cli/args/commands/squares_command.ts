import type { CommandSpec } from "../command.ts";
import type { JobSource } from "../job_source.ts";
import { type RunSettings, runSettings } from "../run_settings.ts";
import { refuseExtra } from "../usage_error.ts";

/** What `squares` was asked to do. */
export interface SquaresCommand {
  /** Which command this is. */
  readonly command: "squares";
  /** What makes a square of a number. */
  readonly job: JobSource & { readonly text: string };
  /** How many squares, from that of 0. */
  readonly count: number;
  /** How to run it. */
  readonly run: RunSettings;
}

/** The command that runs the textbook case. */
export const squaresSpec: CommandSpec<SquaresCommand> = {
  name: "squares",
  summary: "the textbook case, and the default: [n, n²] by five consumers",
  usage: "[flags]",
  examples: [
    { says: "the squares of 0 to 99, as one JSON array", line: "$0" },
    { says: "the same in small", line: "$0 squares --count 10 -j 2" },
    { says: "what happened on the way", line: "$0 squares --stats" },
  ],
  notes: [
    {
      title: "What it shows",
      lines: [
        "One producer sends 0, 1, 2, … into a bounded channel and waits when",
        "it is full. The consumers, confined workers, square what they receive",
        "until the channel is closed and empty. The results are put back in",
        "order. `$0 map` does the same with a job of yours.",
      ],
    },
  ],
  read({ words, values, given }) {
    refuseExtra(words[0], "squares takes flags only");
    const { count } = values;
    const run = runSettings({ values, given });
    return {
      command: "squares",
      job: { text: "n => [n, n ** 2]" },
      count,
      run: { ...run, input: { format: "range", from: 0, to: count } },
    };
  },
};
