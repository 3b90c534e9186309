import { assertEquals } from "@std/assert";
import { StreamError } from "../../../../lib/cli/stream_error.ts";
import {
  checkCommandLine,
  type CommandLineCase,
} from "../../../support/command_lines.ts";
import { runHere } from "../../../support/run_in.ts";

const fullDisk = new StreamError("write the output", new Error("no space"));

/** Gives some text, and breaks off. */
async function* breaksAfter(text: string): AsyncGenerator<string, void> {
  if (text !== "") yield text;
  await Promise.resolve();
  throw new StreamError("read the input", new Error("it \u001b[1mbroke"));
}

const eachFormat = Deno.test.each([
  ["ndjson", '{"a":1}\n{"a":2}\n{"a":', '{"a":1}\n{"a":2}\n'],
  ["lines", "one\ntwo\nthr", '"one"\n"two"\n'],
  ["csv", "a,b\n1,2\n3,4\n5", '{"a":"1","b":"2"}\n{"a":"3","b":"4"}\n'],
  ["json", '[{"a":1},{"a":2},{"a"', '{"a":1}\n{"a":2}\n'],
]);

eachFormat(
  "Input as %s that breaks off is done up to there, said why, with exit code 5",
  async (format, text, expected) => {
    const stdin = breaksAfter(text);
    const { code, out, err } = await runHere(
      { stdin },
      ...["map", "x => x", "--input", format, "--output", "ndjson"],
    );
    assertEquals({ code, out }, { code: 5, out: expected });
    assertEquals(err, "Cannot read the input: it \\u001b[1mbroke\n");
  },
);

Deno.test("Output as an array is whole when the input breaks off", async () => {
  const stdin = breaksAfter("1\n2\n3");
  const { code, out } = await runHere(
    { stdin },
    "map",
    "x => x",
    "--output",
    "json",
  );
  assertEquals({ code, out }, { code: 5, out: "[1,2]\n" });
});

Deno.test("Items that fail before the input breaks off are reported, too", async () => {
  const stdin = breaksAfter("1\nbad\n");
  const { code, out, err } = await runHere({ stdin }, "map", "x => x");
  assertEquals({ code, out }, { code: 5, out: "1\n" });
  assertEquals(err.split("\n").slice(1), [
    "1 of 2 items failed (1 input)",
    "Cannot read the input: it \\u001b[1mbroke",
    "",
  ]);
});

Deno.test("A dry run over input that cannot be read says so", async () => {
  const stdin = breaksAfter("");
  const { code, out, err } = await runHere(
    { stdin },
    "map",
    "x => x",
    "--dry-run",
  );
  assertEquals({ code, out }, { code: 5, out: "" });
  assertEquals(err, "Cannot read the input: it \\u001b[1mbroke\n");
});

Deno.test.each([
  [["map", "n => n", "--range", "0..100000"]],
  [["map", "n => n", "--range", "0..10", "--output", "json"]],
  [["squares"]],
  [["--help"]],
  [["--version"]],
])("%j on a full disk says so, with exit code 5", async (args) => {
  const world = { writes: 0, writeError: fullDisk };
  const { code, err } = await runHere(world, ...args);
  assertEquals(code, 5);
  assertEquals(err, "Cannot write the output: no space\n");
});

const SAME = ["map", "e => e"] as const;
const RECORDS = '{"a":1}\n{"a":2}\n{"a":3}\n';

/** A case whose output is the same records, whatever they were read from. */
function reads(
  stdin: CommandLineCase["stdin"],
  ...args: string[]
): CommandLineCase {
  return { args: [...SAME, ...args], stdin, stdout: RECORDS };
}

const CASES: Readonly<Record<string, CommandLineCase>> = {
  "lines of JSON, by its other name": reads(RECORDS, "-i", "jsonl"),
  "one array": reads('[{"a":1},{"a":2},{"a":3}]', "-i", "json"),
  "pretty-printed values": reads(
    '{\n  "a": 1\n}\n{\n  "a": 2\n}\n{ "a": 3 }',
    "-i",
    "json",
  ),
  "values without anything between them": reads(
    '{"a":1}{"a":2}{"a":3}',
    "-i",
    "json",
  ),
  "values behind RS": reads(
    '\x1e{"a":1}\n\x1e{"a":2}\n\x1e{"a":3}\n',
    "-i",
    "json",
  ),
  "arrays and values": reads('[{"a":1}] {"a":2} [] [{"a":3}]', "-i", "json"),
  "files with marks, joined": reads(
    '\ufeff{"a":1}\n\ufeff[{"a":2},{"a":3}]',
    "-i",
    "json",
  ),
  "a file with a mark behind another": {
    args: [...SAME],
    stdin: '\ufeff{"a":1}\n\ufeff{"a":2}\n{"a":3}\n',
    stdout: '{"a":1}\n{"a":3}\n',
    stderr: [
      "line 2: input: a byte order mark stands before it",
      "--input json",
    ],
    code: 1,
  },
  "an array that breaks off": {
    args: [...SAME, "-i", "json"],
    stdin: '[1,\n2,\n{"a":',
    stdout: "1\n2\n",
    stderr: ["item 3: input: the array that begins on line 1 is not closed"],
    code: 1,
  },
  "a value with another in it": {
    args: [...SAME, "-i", "json"],
    stdin: '{"a":1}\n{"a":\n{"a":2,{"a":3}\n{"a":4}',
    stdout: '{"a":1}\n{"a":3}\n{"a":4}\n',
    stderr: ["item 2: input: another value begins inside of it"],
    code: 1,
  },
  "the items that are left": {
    args: [...SAME, "--skip", "1"],
    stdin: RECORDS,
    stdout: '{"a":2}\n{"a":3}\n',
  },
  "as many items as wanted": {
    args: [...SAME, "--limit", "2"],
    stdin: RECORDS,
    stdout: '{"a":1}\n{"a":2}\n',
  },
  "items, and not blank lines": {
    args: [...SAME, "--skip", "1", "--limit", "1"],
    stdin: '\n{"a":1}\n \r\n\n{"a":2}\nx\n',
    stdout: '{"a":2}\n',
  },
  "rows, and not their header": {
    args: [...SAME, "-i", "csv", "--skip", "1", "--limit", "1"],
    stdin: "a\n1\n2\n3\n",
    stdout: '{"a":"2"}\n',
  },
  "elements": {
    args: [...SAME, "-i", "json", "--skip", "2", "--limit", "2"],
    stdin: "[1,2,3,4,5]",
    stdout: "3\n4\n",
  },
  "numbers of a range": {
    args: [
      "map",
      "(n, { index }) => [n, index]",
      "--range",
      "5..100",
      "--skip",
      "3",
      "--limit",
      "2",
    ],
    stdin: "",
    stdout: "[8,3]\n[9,4]\n",
  },
  "the line a failure is on, with items left out": {
    args: [...SAME, "--skip", "2"],
    stdin: "1\n2\nx\n4\n",
    stdout: "4\n",
    stderr: ["line 3: input"],
    code: 1,
  },
};

for (const [name, one] of Object.entries(CASES)) {
  Deno.test(
    `The command line reads ${name}, or says why not`,
    () => checkCommandLine(one, runHere),
  );
}
