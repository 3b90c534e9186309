// What becomes of tables as they are found, from stdin to stdout.

import { assert, assertEquals } from "@std/assert";
import { runHere, runIn } from "../../../support/run_in.ts";

/** A table, how it is read, and what has to come of it. */
interface Case {
  readonly is: string;
  readonly stdin: string | Uint8Array;
  readonly args?: string;
  /** The items, as JSON; what failed is left out. */
  readonly items: readonly unknown[];
  /** The lines on stderr but the last, which counts what failed. */
  readonly err?: readonly string[];
}

const latin = (text: string) =>
  Uint8Array.from(text, (char) => char.charCodeAt(0));

const ab = (a: unknown, b: unknown) => ({ a, b });

const CASES: readonly Case[] = [
  {
    is: "A semicolon between fields",
    stdin: "a;b\n1,5;2\n",
    args: "--delimiter semicolon",
    items: [ab("1,5", "2")],
  },
  {
    is: "A character of its own between fields",
    stdin: "a§b\n1§'2'\n",
    args: "-d §",
    items: [ab("1", "'2'")],
  },
  {
    is: "A pipe between fields, by its name",
    stdin: "a|b\n1|2\n",
    args: "--delimiter=pipe",
    items: [ab("1", "2")],
  },
  {
    is: "A table of one column whose name holds another delimiter",
    stdin: "a;b\n1;2\n",
    items: [{ "a;b": "1;2" }],
    err: [
      'hint: the table has one column, "a;b"; is it one with --delimiter semicolon?',
    ],
  },
  {
    is: "A stray quote, and rows after it",
    stdin: 'a,b\n1,"x\n2,y\n3,"z"\n4,5" disk\n',
    items: [ab("2", "y"), ab("3", "z"), ab("4", '5" disk')],
    err: [
      "line 2: input: a quoted field that begins here ends 2 lines later, " +
      "where the row goes on after the quote",
    ],
  },
  {
    is: "A quote that is never closed, in the last row",
    stdin: 'a,b\n1,2\n3,"x\n',
    items: [ab("1", "2")],
    err: ["line 3: input: a quoted field that begins here is never closed"],
  },
  {
    is: "Two stray quotes in rows that follow each other",
    stdin: 'a,b\n1,"x\n2,"y\n3,z\n',
    items: [ab("3", "z")],
    err: [
      "line 2: input: a quoted field that begins here ends 1 line later, " +
      "where the row goes on after the quote",
      "line 3: input: a quoted field that begins here is never closed",
    ],
  },
  {
    is: "A field that goes on after its quotes",
    stdin: 'a,b\n"1"x,2\n3,4\n',
    items: [ab("3", "4")],
    err: ["line 2: input: the row goes on after the quote that ends a field"],
  },
  {
    is: "Quotes in a TSV, which are characters",
    stdin: 'a\tb\n"1\t2"\n3\t"4"\n',
    args: "--input tsv",
    items: [ab('"1', '2"'), ab("3", '"4"')],
  },
  {
    is: "Quotes in a TSV, when asked for",
    stdin: 'a\tb\n1\t"2\t\n"\n',
    args: "--input tsv --quotes on",
    items: [ab("1", "2\t\n")],
  },
  {
    is: "Quotes in a CSV, when they are to be characters",
    stdin: 'a,b\n"1,2"\n',
    args: "--quotes off",
    items: [ab('"1', '2"')],
  },
  {
    is: "Lines that end in CR alone",
    stdin: 'a,b\r1,"x\ny"\r\r2,z',
    items: [ab("1", "x\ny"), ab("2", "z")],
  },
  {
    is: "Lines that end in LF and in CR LF",
    stdin: 'a,b\r\n1,2\n"3","4"\r\n5,6',
    items: [ab("1", "2"), ab("3", "4"), ab("5", "6")],
  },
  {
    is: "Line ends within a field, read as LF, and a CR that is none",
    stdin: 'a,b\n1,"x\r\ny\rz"\n2,v\rw\n',
    items: [ab("1", "x\ny\rz"), ab("2", "v\rw")],
  },
  {
    is: "A byte order mark before the header",
    stdin: '\ufeff"a",b\n1,2\n',
    items: [ab("1", "2")],
  },
  {
    is: "No header",
    stdin: "1,2\n3,4\n",
    args: "--no-header",
    items: [{ column_1: "1", column_2: "2" }, { column_1: "3", column_2: "4" }],
  },
  {
    is: "No header, and names for the columns",
    stdin: "1,2\n3\n",
    args: "--no-header --columns b,a",
    items: [{ b: "1", a: "2" }],
    err: ["line 2: input: the row has 1 field, and there are 2 columns"],
  },
  {
    is: "Lines before the table, with quotes of their own",
    stdin: 'Report "x\n\na,b\n1,2\n',
    args: "--skip-lines 2",
    items: [ab("1", "2")],
  },
  {
    is: "Comments, before the header too, with quotes of their own",
    stdin: '# "made\na,b\n#1,"2\n3,#4\n"#5",6\n',
    args: "--comment #",
    items: [ab("3", "#4"), ab("#5", "6")],
  },
  {
    is: "Comments that begin with more than one character",
    stdin: "a,b\n//1,2\n/3,4\n",
    args: "--comment //",
    items: [ab("/3", "4")],
  },
  {
    is: "Blanks around fields, with and without quotes",
    stdin: ' a,b \n 1\t , " 2 "\t\r\n  ,x y \n',
    args: "--trim",
    items: [ab("1", " 2 "), ab("", "x y")],
  },
  {
    is: "Blanks around fields, which count",
    stdin: "a,b\n 1 , 2\n",
    items: [ab(" 1 ", " 2")],
  },
  {
    is: "An empty field too many at the end of a row",
    stdin: 'a,b\n1,2,\n3,4,"",\n5,6,7\n',
    items: [ab("1", "2"), ab("3", "4")],
    err: [
      "line 4: input: the row has 3 fields, and the first row names 2 columns",
    ],
  },
  {
    is: "Rows with fewer and more fields",
    stdin: "a,b\n1\n2,3,4,5\n\n",
    args: "--ragged",
    items: [ab("1", ""), { a: "2", b: "3", column_3: "4", column_4: "5" }],
  },
  {
    is: "Rows with more fields, where a column has the name they would get",
    stdin: "a,column_3\n1,2,3\n",
    args: "--ragged",
    items: [{ a: "1", column_3: "2", column_3_2: "3" }],
  },
  {
    is: "A text that stands for null",
    stdin: 'a,b\nNA,"NA"\n,NAN\n',
    args: "--null NA",
    items: [ab(null, "NA"), ab("", "NAN")],
  },
  {
    is: "A dash that stands for null",
    stdin: "a,b\n-,1\n",
    args: "--null -",
    items: [ab(null, "1")],
  },
  {
    is: "Columns without a name, or with one that is taken",
    stdin: "a,,a,a_2,__proto__,constructor\n1,2,3,4,5,6\n",
    items: [JSON.parse(
      '{"a":"1","column_2":"2","a_2":"3","a_2_2":"4","__proto__":"5",' +
        '"constructor":"6"}',
    )],
  },
  {
    is: "Fields that are numbers, which stay text, with all digits",
    stdin: "a,b\n9007199254740993,1.50\n",
    items: [ab("9007199254740993", "1.50")],
  },
  {
    is: "Rows that are not UTF-8, alone",
    stdin: latin('a,b\n1,2\n\xff,3\n"\xff\n",4\n5,\xe4\n6,7\n'),
    items: [ab("1", "2"), ab("6", "7")],
    err: [
      "line 3: input: not valid UTF-8",
      "line 4: input: not valid UTF-8",
      "line 6: input: not valid UTF-8",
    ],
  },
  {
    is: "Null bytes and other control characters",
    stdin: "a,b\n\0,\u0001\x0b\x7f\n",
    items: [ab("\0", "\u0001\x0b\x7f")],
  },
  {
    is: "Blank lines, also at the begin and the end",
    stdin: "\n\r\na,b\n\n1,2\r\n\r\n\n",
    items: [ab("1", "2")],
  },
  { is: "Nothing at all", stdin: "", items: [] },
  { is: "A header alone", stdin: "a,b\n", items: [] },
  { is: "A header alone, without a line end", stdin: "a,b", items: [] },
  {
    is: "A header of several lines",
    stdin: '"a",b\n'.replace("a", "a\n1") + '"x\ny",z\n',
    items: [{ "a\n1": "x\ny", b: "z" }],
  },
];

/** The arguments of a case, and more. */
function argsOf({ args = "" }: Pick<Case, "args">, ...more: string[]) {
  const flags = args.split(" ").filter((flag) => flag !== "");
  return ["map", "e => e", "--input", "csv", ...flags, ...more];
}

for (const one of CASES) {
  Deno.test(`${one.is}: read as what it is`, async () => {
    const { code, out, err } = await runHere(
      { stdin: [one.stdin] },
      ...argsOf(one),
    );
    const items = out.split("\n").slice(0, -1).map((line) => JSON.parse(line));
    assertEquals(items, one.items);
    assertEquals(
      out,
      one.items.map((item) => JSON.stringify(item) + "\n").join(""),
    );
    const lines = err.split("\n").slice(0, -1);
    const failed = lines.filter((line) => line.startsWith("line ")).length;
    assertEquals(lines.slice(0, one.err?.length ?? 0), one.err ?? []);
    assertEquals(lines.length, (one.err?.length ?? 0) + (failed > 0 ? 1 : 0));
    assertEquals(code, failed > 0 ? 1 : 0);
  });
}

Deno.test("A worker makes the same of all tables that need no flag", async () => {
  const plain = CASES.filter(({ args }) => args === undefined);
  const files = Object.fromEntries(plain.map(({ is, stdin }) => [is, stdin]));
  const args = argsOf({}, "--failures", "all", ...Object.keys(files));
  const { out, err, code } = await runIn({ files }, ...args);
  const here = await runHere({ files }, ...args);
  assertEquals({ out, err, code }, {
    ...{ out: here.out, err: here.err, code: here.code },
  });
  const items = plain.flatMap(({ items }) => items);
  assertEquals(out.split("\n").length - 1, items.length);
});

Deno.test("A stray quote in 20,000 rows costs its own row, at any -j", async () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, n) =>
      n === 3 ? '4,"x,y' : n === 19_989 ? `${n + 1},"x",y` : `${n + 1},x,y`,
  );
  const stdin = [`a,b,c\n${rows.join("\n")}\n`];
  const found = [
    await runHere({ stdin }, ...argsOf({}, "-j", "1")),
    await runIn({ stdin }, ...argsOf({}, "-j", "2")),
  ];
  for (const { code, out, err } of found) {
    assertEquals(code, 1);
    assertEquals(out.split("\n").length - 1, 19_999);
    assertEquals(err.split("\n").slice(1), [
      "1 of 20,000 items failed (1 input)",
      "",
    ]);
  }
});

Deno.test("A table of 10,000 columns is read and written as it is", async () => {
  const names = Array.from({ length: 10_000 }, (_, n) => `c${n}`);
  const row = (n: number) => names.map((_, at) => `${n}.${at}`);
  const rows = [names, row(1), row(2), row(3)];
  const stdin = rows.map((fields) => fields.join(",") + "\n").join("");
  const args = argsOf({}, "--output", "csv");
  const { out, err } = await runHere({ stdin: [stdin] }, ...args);
  assertEquals(err, "");
  assertEquals(out, stdin);
});

Deno.test("A field of 5 MB is read and written as it is", async () => {
  const filled = (size: number) =>
    ["x", '""', "x\n", "ü"].map((one) => one.repeat(size / one.length));
  const fields = [...filled(400_000), filled(1_250_000).join("")];
  const rows = fields.map((field, n) => `${n},"${field}, "\n`);
  const stdin = ["a,b\n", ...rows];
  // The texts of a worker have guards that a text of this length meets.
  const { out, err } = await runIn(
    { stdin },
    ...argsOf({}, "--output", "csv", "-j", "1"),
  );
  assertEquals(err, "");
  let at = 0;
  for (const row of stdin) {
    assert(out.startsWith(row, at), row.slice(0, 10));
    at += row.length;
  }
  assertEquals(out.length, at);
});

Deno.test("--skip and --limit count rows, and no blank line or comment", async () => {
  const stdin = ["a\n1\n\r\n\n#x\n2\n\n#\n3\n4\n"];
  const args = argsOf({ args: "--comment # --skip 1 --limit 2" });
  const { out } = await runHere({ stdin }, ...args);
  assertEquals(out, '{"a":"2"}\n{"a":"3"}\n');
});

Deno.test("A file has a header of its own", async () => {
  const files = { "1.csv": "a,b\n1,2\n", "2.csv": "\ufeffb,a\r3,4\r" };
  const { out } = await runHere({ files }, ...argsOf({}, "1.csv", "2.csv"));
  assertEquals(out, '{"a":"1","b":"2"}\n{"b":"3","a":"4"}\n');
});
