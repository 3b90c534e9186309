import type { CommandSpec, Note } from "../command.ts";
import { jobAndFiles, type JobSource } from "../job_source.ts";
import { type RunSettings, runSettings } from "../run_settings.ts";

/** What `map` was asked to do. */
export interface MapCommand {
  /** Which command this is. */
  readonly command: "map";
  /** The job: its text, or the file that holds it. */
  readonly job: JobSource;
  /** How to run it. */
  readonly run: RunSettings;
}

/** What there is to know about the formats. */
export const FORMAT_NOTE: Note = {
  title: "Formats",
  lines: [
    "csv and tsv: the first row names the fields, and an item is an object of",
    "texts. Fields may be quoted (in tsv with --quotes on); a row with more or",
    "fewer fields than names fails alone. Out, the columns are those of the",
    "first result; a later one may lack some, one that has more fails: say",
    "--columns then. Arrays are rows without names. What is no text is written",
    "as JSON; nothing is added to keep a spreadsheet from taking =… for a",
    "formula. More: docs/tables.md",
    "json: any JSON values, one after another; the elements of an array are",
    "items. Read in little memory; a broken value fails alone.",
    "lines: text as it is; with -0 it ends in a null byte and may hold line",
    "ends, as from find -print0 and for xargs -0.",
    "An integer beyond 2^53 is a BigInt and keeps its digits; what JSON",
    "cannot say, such as NaN or a Map, fails its item. More: docs/formats.md",
  ],
};

/** How values are written. */
export const VALUES_NOTE: Note = {
  title: "Values",
  lines: [
    "A time is 500ms, 1.5s, 2m or 1h. A size is 64KB, 128MB or 1GB, and",
    "1KB is 1024 bytes. Of a flag given twice, the last one counts.",
  ],
};

/** The command that runs a job over every item. */
export const mapSpec: CommandSpec<MapCommand> = {
  name: "map",
  summary: "run a job over every item of stdin, of files or of a range",
  usage: "JOB [FILE...] [flags] < in.ndjson > out.ndjson",
  examples: [
    {
      says: "the squares of 0 to 99, a pair per line",
      line: "$0 map 'n => [n, n ** 2]' --range 0..100",
    },
    {
      says: "a field of each record; undefined leaves a record out",
      line: `echo '{"id":1,"n":3}' | $0 map 'e => e.n > 2 ? e.id : undefined'`,
    },
    {
      says: "plain lines in, plain lines out",
      line: "printf 'ada\\ngrace\\n' | $0 map 's => s.toUpperCase()' \\\n" +
        "    --input lines --output lines",
    },
    {
      says: "a table in, a table out",
      line: "printf 'id,price\\n1,12\\n2,9\\n' | \\\n" +
        "    $0 map 'e => ({ ...e, n: e.price * 2 })' \\\n" +
        "    --input csv --output csv",
    },
    {
      says: "many records of one: a line for each tag",
      line: `echo '[{"tags":["a","b"]}]' | \\\n` +
        "    $0 map 'e => e.tags.map(tag => ({ tag }))' --input json --flat",
    },
    {
      says: "one second for an item, and failures in the output",
      line: "$0 map 'n => { while (n > 1); return n }' --range 0..4 \\\n" +
        "    --timeout 1s --on-error emit",
      status: 1,
    },
  ],
  notes: [
    {
      title: "The job",
      lines: [
        "JOB is a function, or a module with a default export, in TypeScript",
        "or JavaScript. It gets (item, { index }) and may be async. What it",
        "returns is written as JSON; undefined writes nothing. A file's text",
        'goes in as "$(cat job.ts)", which needs no permission, or with --job.',
        "FILEs are read one after another instead of stdin; - is stdin.",
        "It runs confined: no file, network, environment, clock or import, and",
        "no memory of other items. Put -- before a JOB that begins with -.",
      ],
    },
    {
      title: "When an item fails",
      lines: [
        "It threw, ran out of time or memory, was no JSON, or its result is",
        "none. It gets one line on stderr, the others come out, each exactly",
        "once, and the exit code is 1.",
      ],
    },
    FORMAT_NOTE,
    VALUES_NOTE,
  ],
  read({ words, values, given }) {
    const command = "map";
    const { job, files } = jobAndFiles({ command, words, ...values });
    return { command, job, run: runSettings({ values, given, files }) };
  },
};
