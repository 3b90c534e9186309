import type { CommandSpec } from "../command.ts";
import { refuseExtra } from "../usage_error.ts";

/** What `report` was asked to do. */
export interface ReportCommand {
  /** Which command this is. */
  readonly command: "report";
}

/** The command that makes a page of the numbers of a run. */
export const reportSpec: CommandSpec<ReportCommand> = {
  name: "report",
  summary: "make a page of what --stats=json printed",
  usage: "< stats.json > report.html",
  examples: [
    {
      says: "a run, and its page",
      line: "$0 map 'n => n ** 2' --range 0..10000 \\\n" +
        "    --stats=json 2> stats.json > squares.ndjson\n" +
        "  $0 report < stats.json > report.html",
    },
  ],
  notes: [
    {
      title: "The page",
      lines: [
        "It shows how long items took, how fast the run was in the course of",
        "time, the failures by kind and the slowest items. It is one file,",
        "without a script. Failure lines before the numbers do no harm.",
      ],
    },
  ],
  read({ words }) {
    refuseExtra(words[0], "report reads stdin");
    return { command: "report" };
  },
};
