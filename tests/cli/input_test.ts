import { assertEquals } from "@std/assert";
import { compress, joined, utf16 } from "../support/compressed.ts";
import { canRun, runProgram } from "../support/program.ts";

interface Case {
  readonly args: readonly string[];
  readonly stdin: string | Uint8Array;
  readonly stdout: string;
  /** What stderr must say, each. */
  readonly stderr?: readonly string[];
  readonly code?: number;
}

const SAME = ["map", "e => e"] as const;
const RECORDS = '{"a":1}\n{"a":2}\n{"a":3}\n';
const gzip = (text: string) => compress.gzip?.(text) ?? new Uint8Array();

/** A case whose output is the same records, whatever they were read from. */
function reads(stdin: Case["stdin"], ...args: string[]): Case {
  return { args: [...SAME, ...args], stdin, stdout: RECORDS };
}

/** An input that ends the run at once, with what to do. */
function named(stdin: Case["stdin"], what: string, ...args: string[]): Case {
  return {
    args: [...SAME, ...args],
    stdin,
    stdout: "",
    stderr: [`Cannot read stdin: ${what}`],
    code: 5,
  };
}

/** A hint that comes with the first failure. */
function hints(stdin: string, flags: string): Case {
  return {
    args: ["map", "e => null", "--on-error", "stop"],
    stdin,
    stdout: "",
    stderr: ["line 1: input", `: ${flags} reads`],
    code: 1,
  };
}

const CASES: Readonly<Record<string, Case>> = {
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
  "gzip": reads(gzip(RECORDS), "-z"),
  "gzip, by name": reads(gzip(RECORDS), "--decompress", "gzip"),
  "gzip after gzip": reads(
    joined(gzip('{"a":1}\n{"a'), gzip('":2}\n'), gzip('{"a":3}\n')),
    "-z",
  ),
  "deflate": reads(compress.deflate?.(RECORDS) ?? "", "-z"),
  "brotli": reads(compress.brotli?.(RECORDS) ?? "", "--decompress=brotli"),
  "UTF-16": reads(utf16("\ufeff" + RECORDS), "--encoding", "utf-16le"),
  "gzip that nobody asked to decompress": named(
    gzip(RECORDS),
    "it is compressed by gzip: add -z",
  ),
  "UTF-16 with a mark": named(
    utf16("\ufeff" + RECORDS),
    "it is UTF-16: add --encoding utf-16le",
  ),
  "zstd": named(
    Uint8Array.from([0x28, 0xb5, 0x2f, 0xfd, 1]),
    "it is compressed by zstd: pipe it through zstd -dc",
  ),
  "a zip archive": named("PK\x03\x04", "it is a zip archive"),
  "what is not compressed, with -z": named(
    RECORDS,
    "it is neither gzip nor deflate",
    "-z",
  ),
  "gzip that breaks off": {
    args: [...SAME, "-z"],
    stdin: gzip(RECORDS.repeat(500)).subarray(0, 60),
    stdout: RECORDS.repeat(0),
    stderr: ["Cannot read stdin: the compressed data breaks off"],
    code: 5,
  },
  "what is no text of its encoding": {
    args: [...SAME, "--encoding", "shift_jis", "-i", "lines"],
    stdin: Uint8Array.from([0x61, 0x0a, 0x81, 0x0a, 0x63, 0x0a]),
    stdout: '"a"\n"c"\n',
    stderr: ["line 2: input"],
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

for (
  const [name, { args, stdin, stdout, stderr = [], code = 0 }] of Object
    .entries(CASES)
) {
  Deno.test({
    name: `The command line reads ${name}, or says why not`,
    ignore: !canRun,
    fn: async () => {
      const result = await runProgram(args, { stdin });
      if (name !== "gzip that breaks off") assertEquals(result.stdout, stdout);
      else assertEquals(RECORDS.repeat(500).startsWith(result.stdout), true);
      for (const part of stderr) {
        if (!result.stderr.includes(part)) {
          throw new Error(`${part} is not in ${result.stderr}`);
        }
      }
      assertEquals(result.code, code, result.stderr);
    },
  });
}
