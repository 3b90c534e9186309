import { assertEquals, assertStringIncludes } from "@std/assert";
import { canRun, runProgram } from "../../../support/program.ts";
import { runHere } from "../../../support/run_in.ts";

const files = {
  "rates.csv": 'code,rate,note\nUSD,0.9,"a, b"\nGBP,1.2,\n',
  "names.ndjson":
    '{"id":1,"name":"one"}\n{"id":2,"name":"two"}\n{"id":1,"name":"uno"}\n',
  "values.json":
    '[{ "id": "a", "v": [1] }, { "id": "b", "v": 12345678901234567890 }]\n',
  "note.txt": 'it is "so"\n',
};

/** Runs `map` over the numbers 1 and 2, with the files there are. */
function map(...args: string[]) {
  return runHere({ files, stdin: ["1\n2\n"] }, "map", ...args);
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
    ["(n, { args }) => args.note", "--arg-file", "note=note.txt"],
    '"it is \\"so\\"\\n"\n'.repeat(2),
  ],
  [
    "a table of CSV by its first column",
    [
      "(n, { tables: { r } }) => [r.get('USD'), r.has('EUR'), r.size]",
      "--table",
      "r=rates.csv",
    ],
    '[{"code":"USD","rate":"0.9","note":"a, b"},false,2]\n'.repeat(2),
  ],
  [
    "a table of CSV by another column",
    [
      "(n, { tables: { r } }) => r.get(1.2).code",
      "--table",
      "r=rates.csv@rate",
    ],
    '"GBP"\n'.repeat(2),
  ],
  [
    "a table of NDJSON, of whose records with one key the last is kept",
    [
      "(n, { tables: { t } }) => t.get(n)?.name",
      "--table",
      "t=names.ndjson",
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
      "t=values.json",
    ],
    "[12345678901234567890,[1]]\n".repeat(2),
  ],
];

Deno.test.each(RIGHT)(
  "A job is given %s",
  async (_what, args, stdout) => {
    const { code, out, err } = await map(...args);
    assertEquals({ code, out, err }, { code: 0, out: stdout, err: "" });
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
  [
    "a number that no double can stand for",
    ["--arg-json", "a=[1e400]"],
    "the number 1e400 is beyond all doubles",
  ],
  [
    "a number that would become 0",
    ["--arg-json", 'a={"b":1e-400}'],
    "the number 1e-400 is too near to 0",
  ],
  ["a file that is no table", ["--table", "t=note.txt"], "ends in .csv"],
  [
    "a column that is not there",
    ["--table", "t=rates.csv@x"],
    "the columns are code, rate, note",
  ],
  [
    "a key that occurs twice",
    ["--table", "t=names.ndjson"],
    "choose with --table-duplicates",
  ],
];

Deno.test.each(WRONG)(
  "The command line is refused for %s",
  async (_why, args, reason) => {
    const { code, out, err } = await map("n => n", ...args);
    assertEquals([code, out], [2, ""]);
    assertStringIncludes(err, reason);
  },
);

// A real permission, and none.
Deno.test({
  name: "A file that may not be read is named with the permission for it",
  ignore: !canRun,
  async fn() {
    const rates =
      new URL("../../../support/tables/rates.csv", import.meta.url).pathname;
    const job = "(n, { tables: { t } }) => t.get('USD').rate";
    const args = ["map", job, "--table", `t=${rates}`];
    const { code, stderr } = await runProgram(args, { stdin: "1\n" });
    assertEquals(code, 3);
    const flag = `--allow-read=${rates}`;
    assertStringIncludes(stderr, flag);
    const allowed = await runProgram(args, { stdin: "1\n", flags: [flag] });
    assertEquals(allowed, { code: 0, stdout: '"0.9"\n', stderr: "" });
  },
});
