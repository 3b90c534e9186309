// What becomes of results and of kept rows, as a table.

import { assertEquals } from "@std/assert";
import { runHere, runIn } from "../../../support/run_in.ts";

/** A run whose output is a table. */
interface Case {
  readonly is: string;
  readonly command?: "map" | "filter";
  readonly job: string;
  /** Flags beside `--output csv`. */
  readonly args?: string;
  readonly stdin: string;
  readonly out: string;
  /** The lines on stderr, but for the one that counts what failed. */
  readonly err?: readonly string[];
}

const TABLE = "--input csv";

const CASES: readonly Case[] = [
  {
    is: "A column more",
    job: "e => ({ ...e, c: e.a * e.b })",
    args: TABLE,
    stdin: 'a,b\n2,3\n"4",5\n',
    out: "a,b,c\n2,3,6\n4,5,20\n",
  },
  {
    is:
      "Names that JavaScript lists in another order, in the order of the input",
    job: "e => ({ ...e, t: e[2020] - e[2021], 7: 1 })",
    args: TABLE,
    stdin: "2021,x,2020\n1,a,3\n2,b,4\n",
    out: "2021,x,2020,7,t\n1,a,3,1,2\n2,b,4,1,2\n",
  },
  {
    is: "Such names, of which some are gone",
    job: "({ x, ...e }) => e",
    args: TABLE,
    stdin: "2021,x,2020\n1,a,3\n",
    out: "2021,2020\n1,3\n",
  },
  {
    is: "Other names, in the order of the job",
    job: "({ a, ...e }) => ({ ...e, a })",
    args: TABLE,
    stdin: "a,b\n1,2\n",
    out: "b,a\n2,1\n",
  },
  {
    is: "Columns that are asked for, whatever the records have",
    job: "e => e",
    args: "--columns c,a",
    stdin: '{"a":1,"b":2}\n{"c":3,"a":null}\n{}\n',
    out: "c,a\n,1\n3,\n,\n",
  },
  {
    is: "Columns that are asked for, of a table that is read",
    command: "filter",
    job: "e => e.b > 1",
    args: `${TABLE} --columns b,a`,
    stdin: "a,b,c\n1,2,3\n4,1,6\n",
    out: "b,a\n2,1\n",
  },
  {
    is: "Columns that are asked for, and no record",
    job: "e => undefined",
    args: "--columns a,b",
    stdin: "1\n",
    out: "a,b\n",
    err: ["1 of 1 item gave no result"],
  },
  {
    is: "A table without rows, mapped",
    job: "e => e",
    args: TABLE,
    stdin: 'a,"b,"\n',
    out: 'a,"b,"\n',
  },
  {
    is: "A table of which no row is kept",
    command: "filter",
    job: "() => false",
    args: TABLE,
    stdin: "2020,b,10\n1,2,3\n",
    out: "2020,b,10\n",
    err: ["1 of 1 item did not pass the filter"],
  },
  {
    is: "A table whose rows all fail",
    job: "e => e.a.b.c",
    args: TABLE,
    stdin: "a\n1\n",
    out: "a\n",
    err: [
      "line 2: threw: TypeError: Cannot read properties of undefined " +
      "(reading 'c') (job 1:12)",
    ],
  },
  {
    is: "A table without a header stays one",
    job: "e => ({ ...e, t: e.column_1 * 2 })",
    args: `${TABLE} --no-header`,
    stdin: "1,2\n3,4\n",
    out: "1,2,2\n3,4,6\n",
  },
  {
    is: "A table without a header gets one by names",
    job: "e => ({ ...e, t: e.a * 2 })",
    args: `${TABLE} --no-header --columns a,b`,
    stdin: "1,2\n3,4\n",
    out: "a,b,t\n1,2,2\n3,4,6\n",
  },
  {
    is: "Records as a table without a header",
    job: "e => e",
    args: "--no-header",
    stdin: '{"a":1}\n{"a":2}\n',
    out: "1\n2\n",
  },
  {
    is: "Another delimiter, in and out",
    command: "filter",
    job: "() => true",
    args: `${TABLE} --delimiter ;`,
    stdin: 'a;b\n1,5;"2;"\n',
    out: 'a;b\n1,5;"2;"\n',
  },
  {
    is: "Another delimiter, only out",
    command: "filter",
    job: "() => true",
    args: `${TABLE} --output-delimiter tab`,
    stdin: 'a,b\n"1\t","2,"\n3,4\n',
    out: 'a\tb\n"1\t"\t2,\n3\t4\n',
  },
  {
    is: "A row that is kept, as it was",
    command: "filter",
    job: "e => e.a !== '2' && ((e.a = 'changed'), true)",
    args: TABLE,
    stdin: 'a,b\n"1", x""\n2,3\n4,"y\n""z"""\n5,6,\n',
    out: 'a,b\n"1", x""\n4,"y\n""z"""\n5,6\n',
  },
  {
    is: "Line ends, which become LF",
    command: "filter",
    job: "() => true",
    args: TABLE,
    stdin: 'a,b\r\n1,2\r\n"3\r\n",4\r\n',
    out: 'a,b\n1,2\n"3\n",4\n',
  },
  {
    is: "Digits of an item that is kept",
    command: "filter",
    job: "e => e.n > 1",
    stdin: '{"n":12345678901234567890,"m":1.50,"o":{"p":[2.0]}}\n',
    out: 'n,m,o\n12345678901234567890,1.50,"{""p"":[2.0]}"\n',
  },
  {
    is: "Digits of an item that is a number, or in an array",
    command: "filter",
    job: "() => true",
    stdin: "1.50\n[2.0]\n",
    out: "1.50\n2.0\n",
  },
  {
    is: "Digits of a result",
    job: "e => ({ n: e.n + 1n, d: 0.1, z: -0, e: 1e21 })",
    stdin: '{"n":9007199254740993}\n',
    out: "n,d,z,e\n9007199254740994,0.1,0,1e+21\n",
  },
  {
    is: "Values that are no text",
    job: "e => ({ a: true, b: null, c: [1], d: undefined, e: { f: 'x' } })",
    stdin: "1\n",
    out: 'a,b,c,e\ntrue,,[1],"{""f"":""x""}"\n',
  },
  {
    is: "Objects that say what they are",
    job: "e => ({ at: new Date(e), o: { toJSON: () => 'x,y' } })",
    stdin: "0\n",
    out: 'at,o\n1970-01-01T00:00:00.000Z,"x,y"\n',
  },
  {
    is: "What no table can hold, alone",
    job: "n => [{ a: NaN }, { a: { b: new Map } }, { a: () => 1 }, " +
      "{ a: '\\ud800' }, { a: 1 }][n]",
    args: "",
    stdin: "0\n1\n2\n3\n4\n",
    out: "a\n1\n",
    err: [
      "line 1: result: JSON cannot hold NaN, which is at .a",
      "line 2: result: JSON cannot hold a Map, which is at .a.b",
      "line 3: result: JSON cannot hold a function, which is at .a",
      "line 4: result: the text has half of a surrogate pair, which UTF-8 " +
      "cannot hold",
    ],
  },
  {
    is: "A field that comes later",
    job: "e => e",
    stdin: '{"a":1}\n{"a":2,"b":3}\n{"a":4}\n',
    out: "a\n1\n4\n",
    err: [
      'line 2: result: the field "b" is not among the columns of the first ' +
      "record: a",
      "hint: --columns A,B,C says which columns to write, and in which order",
    ],
  },
  {
    is: "A first record that is no row, which settles nothing",
    job: "n => n === 1 ? [{ a: 1 }, 2] : n === 2 ? {} : [{ b: n }]",
    args: "--flat",
    stdin: "1\n2\n3\n4\n",
    out: "b\n3\n4\n",
    err: [
      "line 1: result: the record is no object, and the columns are a",
      "line 2: result: the record has no fields",
    ],
  },
  {
    is: "Null, in and out",
    job: "e => ({ ...e, n: null, t: e.b ?? 'NA', u: undefined })",
    args: `${TABLE} --null NA`,
    stdin: 'a,b\n,NA\n1,"NA"\n',
    out: 'a,b,n,t\n,NA,NA,"NA"\n1,"NA",NA,"NA"\n',
  },
  {
    is: "One column with an empty field",
    job: "e => e",
    args: TABLE,
    stdin: 'a\n""\n1\n',
    out: 'a\n""\n1\n',
  },
  {
    is: "Names that are properties of every object",
    job: "e => ({ ...e, toString: 1 })",
    args: TABLE,
    stdin: "constructor,__proto__\n1,2\n",
    out: "constructor,__proto__,toString\n1,2,1\n",
  },
];

/** The arguments of a case, and more. */
function argsOf(
  { command = "map", job, args = "" }: Pick<Case, "command" | "job" | "args">,
  ...more: string[]
) {
  const flags = args.split(" ").filter((flag) => flag !== "");
  return [command, job, "--output", "csv", ...flags, ...more];
}

for (const one of CASES) {
  Deno.test(`${one.is}: written as what it is`, async () => {
    const { code, out, err } = await runHere(
      { stdin: [one.stdin] },
      ...argsOf(one),
    );
    assertEquals(out, one.out);
    const lines = err.split("\n").slice(0, -1);
    const failed = lines.filter((line) => line.startsWith("line ")).length;
    const counted = failed === 0 ? lines : lines.slice(0, -1);
    assertEquals(counted, one.err ?? []);
    assertEquals(code, failed > 0 ? 1 : 0);
  });
}

/** What every run of the same table has to give. */
async function atAnyCount(job: string, stdin: readonly string[]) {
  const runs = [
    await runHere({ stdin }, ...argsOf({ job }, "-j", "1")),
    await runIn({ stdin }, ...argsOf({ job }, "-j", "2")),
    await runHere({ stdin }, ...argsOf({ job }, "-j", "4", "--capacity", "3")),
  ];
  const outs = new Set(runs.map(({ out }) => out));
  assertEquals(outs.size, 1);
  const [out = ""] = outs;
  return out;
}

const numbers = (count: number) => [
  Array.from({ length: count }, (_, n) => n + "\n").join(""),
];

Deno.test("The columns are those of the first result, at any -j", async () => {
  const job =
    "n => n < 40 ? undefined : n % 2 ? { b: n, a: n } : { a: n, b: n }";
  const out = await atAnyCount(job, numbers(1000));
  const rows = Array.from({ length: 960 }, (_, n) => `${n + 40},${n + 40}\n`);
  assertEquals(out, "a,b\n" + rows.join(""));
});

Deno.test("The first result is waited for, however slow it is", async () => {
  const job =
    "async n => { if (n === 0) for (let i = 0; i < 2000; i++) await i; " +
    "return n === 0 ? { z: 0 } : { z: n, y: n } }";
  assertEquals(await atAnyCount(job, numbers(500)), "z\n0\n");
});

Deno.test("--unordered writes every row, below the columns of one of them", async () => {
  const { out, code } = await runIn(
    { stdin: numbers(3000) },
    ...argsOf({ job: "n => ({ n })" }, "--unordered"),
  );
  assertEquals(code, 0);
  const [header, ...rows] = out.trim().split("\n");
  assertEquals(header, "n");
  assertEquals(new Set(rows).size, 3000);
});

Deno.test("Files with the same columns in another order make one table", async () => {
  const files = { "1.csv": "a,b\n1,2\n", "2.csv": "b,a\n3,4\n" };
  const keep = { command: "filter", job: "() => true", args: TABLE } as const;
  const { code, out } = await runHere(
    { files },
    ...argsOf(keep, "1.csv", "2.csv"),
  );
  assertEquals({ code, out }, { code: 0, out: "a,b\n1,2\n4,3\n" });
});

Deno.test("TSV leaves quotes alone, and refuses what it cannot hold", async () => {
  const stdin = [
    '{"a":"\\"","b":"1,2"}\n{"a":"x\\ty","b":""}\n{"a":"","b":"z\\n"}\n',
  ];
  const { code, out, err } = await runHere(
    { stdin },
    ...["map", "e => e", "-o", "tsv"],
  );
  const why = "holds a delimiter or a line end; --quotes on can write it";
  assertEquals({ code, out }, { code: 1, out: 'a\tb\n"\t1,2\n' });
  assertEquals(err.split("\n").slice(0, 2), [
    `line 2: result: the field "a" ${why}`,
    `line 3: result: the field "b" ${why}`,
  ]);
});
