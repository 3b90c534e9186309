import { assertEquals, assertStringIncludes } from "@std/assert";
import {
  canRun,
  type ProgramResult,
  runProgram,
} from "../../../support/program.ts";

const FOLDER = new URL("../../../support/tables/", import.meta.url).pathname;
const RATES = `${FOLDER}rates.csv`;
const NAMES = `${FOLDER}names.ndjson`;
const VALUES = `${FOLDER}values.json`;
const NOTE = `${FOLDER}note.txt`;

/** Runs `map` over the numbers 1 and 2, allowed to read the files there are. */
function map(...args: string[]): Promise<ProgramResult> {
  const flags = [`--allow-read=${FOLDER}`];
  return runProgram(["map", ...args], { stdin: "1\n2\n", flags });
}

const RIGHT: [what: string, args: string[], stdout: string][] = [
  [
    "texts of every character",
    [
      "(n, { args }) => [args.a, args.b]",
      "--arg",
      `a="it's" = \\ü`,
      "--arg",
      "b=",
    ],
    `["\\"it's\\" = \\\\ü",""]\n`.repeat(2),
  ],
  [
    "values of JSON with all their digits",
    [
      "(n, { args }) => args.v",
      "--arg-json",
      'v={"a":[12345678901234567890,1.5,null]}',
    ],
    '{"a":[12345678901234567890,1.5,null]}\n'.repeat(2),
  ],
  [
    "the text of a file",
    ["(n, { args }) => args.note", "--arg-file", `note=${NOTE}`],
    '"it is \\"so\\"\\n"\n'.repeat(2),
  ],
  [
    "a table of CSV by its first column",
    [
      "(n, { tables: { r } }) => [r.get('USD'), r.has('EUR'), r.size]",
      "--table",
      `r=${RATES}`,
    ],
    '[{"code":"USD","rate":"0.9","note":"a, b"},false,2]\n'.repeat(2),
  ],
  [
    "a table of CSV by another column",
    ["(n, { tables: { r } }) => r.get(1.2).code", "--table", `r=${RATES}@rate`],
    '"GBP"\n'.repeat(2),
  ],
  [
    "a table of NDJSON, of whose records with one key the last is kept",
    [
      "(n, { tables: { t } }) => t.get(n)?.name",
      "--table",
      `t=${NAMES}`,
      "--table-duplicates",
      "last",
    ],
    '"uno"\n"two"\n',
  ],
  [
    "a table of a JSON array, with all its digits",
    [
      "(n, { tables: { t } }) => [t.get('b').v, t.get('a').v]",
      "--table",
      `t=${VALUES}`,
    ],
    "[12345678901234567890,[1]]\n".repeat(2),
  ],
];

Deno.test.each(RIGHT)(
  "A job is given %s",
  { ignore: !canRun },
  async (_what, args, stdout) => {
    assertEquals(await map(...args), { code: 0, stdout, stderr: "" });
  },
);

const WRONG: [why: string, args: string[], reason: string][] = [
  [
    "a name that is given twice",
    ["--arg", "a=1", "--arg-json", "a=2"],
    "Cannot use --arg a=… twice",
  ],
  ["a name that is none", ["--arg", "a b=1"], "a name has letters"],
  [
    "a name that JavaScript gives a meaning",
    ["--arg", "then=1"],
    "is not then",
  ],
  ["an argument without a name", ["--arg", "1"], "it is NAME=TEXT"],
  ["JSON that is none", ["--arg-json", "a={"], "Cannot use --arg-json a={"],
  ["a file that is no table", ["--table", `t=${NOTE}`], "ends in .csv"],
  [
    "a column that is not there",
    ["--table", `t=${RATES}@x`],
    "the columns are code, rate, note",
  ],
  [
    "a key that occurs twice",
    ["--table", `t=${NAMES}`],
    "choose with --table-duplicates",
  ],
];

Deno.test.each(WRONG)(
  "The command line is refused for %s",
  { ignore: !canRun },
  async (_why, args, reason) => {
    const { code, stdout, stderr } = await map("n => n", ...args);
    assertEquals([code, stdout], [2, ""]);
    assertStringIncludes(stderr, reason);
  },
);

Deno.test({
  name: "A file that may not be read is named with the permission for it",
  ignore: !canRun,
  async fn() {
    const args = ["map", "n => n", "--table", `t=${RATES}`];
    const { code, stderr } = await runProgram(args);
    assertEquals(code, 3);
    assertStringIncludes(stderr, `--allow-read=${RATES}`);
  },
});
