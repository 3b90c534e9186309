import type { Command } from "./command.ts";
import { RUN_FLAGS, type RunOptions, runOptions } from "./run_options.ts";
import { refuseExtra } from "./refuse_extra.ts";

/** What `squares` was asked to do. */
export interface SquaresLine {
  /** Which command this is. */
  readonly command: "squares";
  /** How many squares, from that of 0. */
  readonly count: number;
  /** How to run it. */
  readonly run: RunOptions;
}

/** The command that runs the textbook case. */
export const squaresCommand: Command<SquaresLine> = {
  name: "squares",
  summary: "the textbook case, and the default: [n, n²] by five consumers",
  usage: "[flags]",
  flags: ["count", ...RUN_FLAGS],
  defaults: { consumers: "5", capacity: "16" },
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
    const run = runOptions({ values, given });
    return {
      command: "squares",
      count,
      run: { ...run, input: { format: "range", from: 0, to: count } },
    };
  },
};
