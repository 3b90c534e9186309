import type { CommandSpec } from "../command.ts";
import { jobAndFiles, type JobSource } from "../job_source.ts";
import { FORMAT_NOTE, VALUES_NOTE } from "./map_command.ts";
import { type RunSettings, runSettings } from "../run_settings.ts";

/** What `filter` was asked to do. */
export interface FilterCommand {
  /** Which command this is. */
  readonly command: "filter";
  /** The job: its text, or the file that holds it. */
  readonly job: JobSource;
  /** How to run it. */
  readonly run: RunSettings;
}

/** The command that keeps the items for which a job says so. */
export const filterSpec: CommandSpec<FilterCommand> = {
  name: "filter",
  summary: "keep the items for which a job returns what counts as true",
  usage: "JOB [FILE...] [flags] < in.ndjson > out.ndjson",
  examples: [
    {
      says: "the records above a price, as they came in",
      line: `echo '{"id":1,"price":12.50}' | $0 filter 'e => e.price > 10'`,
    },
    {
      says: "rows of a table; a field is text, so make it a number to compare",
      line: "printf 'id,price\\n1,12\\n2,9\\n' | \\\n" +
        "    $0 filter 'e => +e.price > 10' --input csv --output csv",
    },
    {
      says: "file names, which may hold anything but a null byte",
      line: "find lib -name '*.ts' -print0 | \\\n" +
        "    $0 filter 's => s.length > 30' --input lines --output lines -0",
    },
  ],
  notes: [
    {
      title: "The job",
      lines: [
        "As for map, but what it returns only decides. What is written is the",
        "item itself: from NDJSON and from an array its very text, with all",
        "digits of its numbers, whatever the job did to its copy.",
      ],
    },
    FORMAT_NOTE,
    VALUES_NOTE,
  ],
  read({ words, values, given }) {
    const command = "filter";
    const { job, files } = jobAndFiles({ command, words, ...values });
    const run = runSettings({ values, given, files });
    return { command, job, run: { ...run, emit: "item" } };
  },
};
