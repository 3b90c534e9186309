import { assertEquals } from "@std/assert";
import {
  hasArrayLines,
  InputHead,
  ndjsonHint,
} from "../../../../lib/cli/commands/input/input_head.ts";
import { chunkedRead } from "../../../support/chunked_read.ts";
import {
  checkCommandLine,
  type CommandLineCase,
} from "../../../support/command_lines.ts";
import { runHere } from "../../../support/run_in.ts";

/** How inputs begin that are no NDJSON, and the flags that read them. */
const HEADS: readonly (readonly [string, string])[] = [
  ['{\n  "a": 1\n}\n', "--input json"],
  ['[\n  {"a": 1},\n', "--input json"],
  ['[{"a":1},\n{"a":2}]\n', "--input json"],
  ['{"a": [\n1, 2]}\n', "--input json"],
  ['{"a":1}{"a":2}\n', "--input json"],
  ['{"a":1} {"a":2}\n', "--input json"],
  ["1 2 3\n", "--input json"],
  ["id,name\n1,ada\n", "--input csv"],
  ['"id","name"\n"1","ada"\n', "--input csv"],
  ["id;name\n1;ada\n", "--input csv --delimiter semicolon"],
  ["id\tname\n1\tada\n", "--input tsv"],
  ["id|name\n1|ada\n", "--input csv --delimiter pipe"],
  ['{\0"\0a\0', "--encoding utf-16le"],
  ['\0{\0"\0a', "--encoding utf-16be"],
];

Deno.test("What is no NDJSON is known by how it begins", () => {
  for (const [head, flags] of HEADS) {
    assertEquals(ndjsonHint(head)?.includes(`${flags} reads`), true, head);
  }
});

Deno.test("What could be anything is not guessed at", () => {
  for (
    const head of [
      "",
      "hello\nworld\n",
      '{"a":1\n',
      "a, b\nc\n",
      '{"a":1,}\n{"a":2}\n',
      "nul\n",
    ]
  ) {
    assertEquals(ndjsonHint(head), undefined, head);
  }
});

Deno.test("Lines that are arrays are known", () => {
  assertEquals(hasArrayLines("[1]\n\n [2]\n"), true);
  assertEquals(hasArrayLines("[1]\n2\n"), false);
  assertEquals(hasArrayLines(""), false);
});

Deno.test("The begin of an input is kept, and no more", async () => {
  const head = new InputHead();
  const text = "0123456789".repeat(2000);
  const read = head.kept(chunkedRead([new TextEncoder().encode(text)]));
  for (let size: number | null = 0; size !== null;) {
    size = await read(new Uint8Array(700));
  }
  assertEquals(head.text, text.slice(0, 4096));
});

/** A hint that comes with the first failure. */
function hints(stdin: string, flags: string): CommandLineCase {
  return {
    args: ["map", "e => null", "--on-error", "stop"],
    stdin,
    stdout: "",
    stderr: ["line 1: input", `: ${flags} reads`],
    code: 1,
  };
}

const CASES: Readonly<Record<string, CommandLineCase>> = {
  "pretty-printed JSON as lines": hints('{\n  "a": 1\n}\n', "--input json"),
  "an array over lines as lines": hints(
    '[\n{"a":1},\n{"a":2}\n]\n',
    "--input json",
  ),
  "two values on a line": hints('{"a":1}{"a":2}\n', "--input json"),
  "a table as lines": hints("id,name\n1,ada\n", "--input csv"),
  "a table with semicolons as lines": hints(
    "id;name\n1;ada\n",
    "--input csv --delimiter semicolon",
  ),
  "arrays with which the job does nothing": {
    args: ["map", "e => e.id"],
    stdin: '[{"id":1},{"id":2}]\n[{"id":3}]\n',
    stdout: "",
    stderr: ["each line is an array", "--input json", "--flat"],
  },
};

for (const [name, one] of Object.entries(CASES)) {
  Deno.test(
    `The command line reads ${name}, or says why not`,
    () => checkCommandLine(one, runHere),
  );
}
